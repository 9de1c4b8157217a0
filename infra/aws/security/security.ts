import { Construct } from 'constructs';
import { addPipeline } from '../pipeline/add-pipeline';
import type { PlatformProps } from '../platform-stack';
import { QueryStack } from '../query/query-stack';
import { CentralStack } from './central-stack';
import { EnrolmentStack } from './enrolment-stack';
import { IntegrityStack } from './integrity-stack';
import { addMemberStacks } from './member-stacks';
import { hasRegionStack, RegionStack } from './region-stack';

/**
 * `Security/*`: what runs in the security account, and how the organization's accounts come to send to it: the
 * central bus, the regions' services, the enrolment of members, and of the accounts the platform runs in.
 */
export class Security extends Construct {
  constructor(scope: Construct, props: PlatformProps) {
    super(scope, 'Security');
    const { aws } = props;
    const central = new CentralStack(this, 'Central', props);
    for (const region of aws.regions.filter((candidate) => hasRegionStack(props, candidate))) {
      new RegionStack(this, `Region-${region}`, props, region).addStackDependency(central);
    }
    const enrolment = new EnrolmentStack(this, 'Enrolment', { ...props, central });
    if (aws.services.trail !== 'off') {
      new IntegrityStack(this, 'Integrity', { ...props, central });
    }
    addPipeline(this, props, central);
    new QueryStack(this, 'Query', { ...props, central });
    const members = [
      ...addMemberStacks(this, props, { part: 'security', account: aws.securityAccount }),
      ...(aws.logArchiveAccount === aws.securityAccount
        ? []
        : addMemberStacks(this, props, { part: 'log-archive', account: aws.logArchiveAccount })),
    ];
    // Events have somewhere to go, and the role someone to trust, before they are sent for.
    for (const member of members) {
      member.addStackDependency(enrolment);
    }
  }
}
