import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { addMemberStacks } from '../security/member-stacks';
import { GuardrailsStack } from './guardrails-stack';
import { type Organization, OrganizationAccessStack } from './organization-access-stack';
import { SecurityHubAdminStack } from './security-hub-admin-stack';

/** `Management/*`: what only the account that owns the organization can set up. Empty without an organization. */
export class Management extends Construct {
  /** What makes the security account administrator: StackSets, aggregators and the trail come after. */
  readonly administration: readonly Stack[];
  /** Enrolment of the management account itself, which no StackSet reaches: comes last. */
  readonly enrolled: readonly Stack[];

  constructor(scope: Construct, props: PlatformProps) {
    super(scope, 'Management');
    const { organizationId, managementAccount: account, guardrails } = props.aws;
    if (organizationId === undefined || account === undefined) {
      this.administration = [];
      this.enrolled = [];
      return;
    }
    this.administration = this.administrators(props, { organizationId, account });
    this.enrolled = addMemberStacks(this, props, { part: 'management', account });
    if (guardrails.use === 'create') {
      new GuardrailsStack(this, 'Guardrails', props, account);
    }
  }

  private administrators(props: PlatformProps, organization: Organization): Stack[] {
    const access = new OrganizationAccessStack(this, 'Access', props, organization);
    const { services, regions } = props.aws;
    const hubs = (services.security_hub === 'create' ? regions : []).map(
      (region) =>
        new SecurityHubAdminStack(this, `SecurityHub-${region}`, props, {
          account: organization.account,
          region,
        }),
    );
    for (const hub of hubs) {
      hub.addStackDependency(access, 'Security Hub is let into the organization first');
    }
    return [access, ...hubs];
  }
}
