import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { respondersName } from '../../policy/names';
import { usersByOwnName } from '../constructs/people';
import type { PlatformProps } from '../platform-stack';

export interface RespondersProps extends PlatformProps {
  readonly approve: IFunction;
}

/**
 * People who may request and approve responses, by calling the function `approve` and nothing else. Identity Center's
 * permission set of that name takes the policy; IAM users below the path of that name take the role. Both in sessions
 * that bear the person's name: the function refuses every other. (A permission set that took the role would choose a
 * name for its session, and could be two people.)
 */
export class Responders extends Construct {
  constructor(scope: Construct, id: string, props: RespondersProps) {
    super(scope, id);
    const { platform, approve } = props;
    const name = respondersName(platform);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: name,
      description: 'Requests and approves responses',
      statements: [
        new PolicyStatement({
          sid: 'Approve',
          actions: ['lambda:InvokeFunction'],
          resources: [approve.functionArn],
        }),
      ],
    });
    new Role(this, 'Role', {
      roleName: name,
      description: 'People who request and approve responses',
      maxSessionDuration: Duration.hours(1),
      assumedBy: usersByOwnName(props, name),
      managedPolicies: [policy],
    });
  }
}
