import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { ResolvedTeam } from '../../../lib/config/resolved';
import { policyName, roleName, teamName } from '../../policy/names';
import { letUsersIn, peopleBySignIn } from '../constructs/people';
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
    const people = teamName(platform, team.name);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: policyName(platform, part),
      description: `Questions of the lake by the team ${team.name}: ${team.categories.join(', ')}`,
      statements: analystStatements(Stack.of(this), { platform, aws, team, resultsKey: key.keyArn }),
    });
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, part),
      description: `Analysts of the team ${team.name}`,
      maxSessionDuration: Duration.hours(8),
      assumedBy: peopleBySignIn(props, people),
      managedPolicies: [policy],
    });
    letUsersIn(role, props, people);
  }
}
