import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { operatorName, policyName, roleName } from '../../policy/names';
import { letUsersIn, peopleBySignIn } from '../constructs/people';
import { OPERATOR_ROLE } from '../log-archive/policy/operator';
import type { PlatformProps } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { operatorStatements } from './operator-statements';

/** What its people ask, besides: which batch has a raw object. */
export type OperatorProps = PlatformProps & Pick<CentralStack, 'table' | 'key'>;

/**
 * People who run the lake: replay and restore. The role is taken by the Identity Center permission set
 * `<platform>-operator`, or by IAM users below that path with a second factor. Raw buckets of another account let it in
 * by its name, so a permission set that names the policy alone cannot replay there.
 */
export class OperatorRole extends Construct {
  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    const { platform } = props;
    const people = operatorName(platform);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: policyName(platform, OPERATOR_ROLE),
      description: 'Replay and restore of the lake, without reading raw logs or events',
      statements: operatorStatements(Stack.of(this), props),
    });
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, OPERATOR_ROLE),
      description: 'Replays and restores the lake',
      maxSessionDuration: Duration.hours(8),
      assumedBy: peopleBySignIn(props, people),
      managedPolicies: [policy],
    });
    letUsersIn(role, props, people);
  }
}
