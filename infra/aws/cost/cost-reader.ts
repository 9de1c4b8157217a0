import { Duration, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { COST_READER } from '../../../lib/config/resolve-cost';
import { costReaderName, policyName, roleName } from '../../policy/names';
import { letUsersIn, peopleBySignIn } from '../constructs/people';
import type { PlatformProps } from '../platform-stack';
import { costReaderStatements } from './cost-reader-statements';

export interface CostReaderProps extends PlatformProps {
  readonly key: IKey;
  /** Names of the tables and views of the bill. */
  readonly tables: readonly string[];
}

/**
 * People who read the bill. Its policy can be named by an Identity Center permission set; or its role is taken by the
 * permission set `<platform>-cost-reader`, or by IAM users below that path with a second factor.
 */
export class CostReader extends Construct {
  constructor(scope: Construct, id: string, props: CostReaderProps) {
    super(scope, id);
    const { platform, key } = props;
    const people = costReaderName(platform);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: policyName(platform, COST_READER),
      description: 'Questions of what the estate costs',
      statements: costReaderStatements(Stack.of(this), { ...props, key: key.keyArn }),
    });
    const role = new Role(this, 'Role', {
      roleName: roleName(platform, COST_READER),
      description: 'Reads what the estate costs',
      maxSessionDuration: Duration.hours(8),
      assumedBy: peopleBySignIn(props, people),
      managedPolicies: [policy],
    });
    letUsersIn(role, props, people);
  }
}
