import { Aws, Duration, Stack } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  type Conditions,
  ManagedPolicy,
  PolicyStatement,
  PrincipalWithConditions,
  Role,
} from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResolvedTeam } from '../../../lib/config/resolved';
import { policyName, roleName, teamName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { analystStatements } from './analyst-statements';

export interface AnalystRoleProps extends PlatformProps {
  readonly team: ResolvedTeam;
  readonly key: IKey;
}

/**
 * A team's analysts. Its policy can be named by an Identity Center permission set (`<platform>-analyst-<team>`), which
 * is the shorter way; or its role is taken by the permission set `<platform>-<team>`, or by IAM users below that path
 * with a second factor.
 */
export class AnalystRole extends Construct {
  constructor(scope: Construct, id: string, props: AnalystRoleProps) {
    super(scope, id);
    const { platform, aws, team, key } = props;
    const part = `analyst-${team.name}`;
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: policyName(platform, part),
      description: `Questions of the lake by the team ${team.name}: ${team.categories.join(', ')}`,
      statements: analystStatements(Stack.of(this), { platform, aws, team, resultsKey: key.keyArn }),
    });
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, part),
      description: `Analysts of the team ${team.name}`,
      maxSessionDuration: Duration.hours(8),
      assumedBy: from(props, { ArnLike: { 'aws:PrincipalArn': permissionSet(props) } }),
      managedPolicies: [policy],
    });
    role.assumeRolePolicy?.addStatements(
      new PolicyStatement({ principals: [byUser(props)], actions: ['sts:AssumeRole'] }),
    );
  }
}

function permissionSet({ platform, aws, team }: AnalystRoleProps): string {
  const name = teamName(platform, team.name);
  return `arn:${Aws.PARTITION}:iam::${aws.securityAccount}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${name}_*`;
}

function byUser(props: AnalystRoleProps): PrincipalWithConditions {
  const { platform, aws, team } = props;
  const users = `user/${teamName(platform, team.name)}/*`;
  return from(props, {
    ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${aws.securityAccount}:${users}` },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  });
}

function from({ aws }: PlatformProps, conditions: Conditions): PrincipalWithConditions {
  const account = new ArnPrincipal(`arn:${Aws.PARTITION}:iam::${aws.securityAccount}:root`);
  return new PrincipalWithConditions(account, {
    ...conditions,
    ...(aws.organizationId === undefined
      ? {}
      : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
  });
}
