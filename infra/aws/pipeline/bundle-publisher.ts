import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { publisherName } from '../../policy/names';
import { letUsersIn, peopleBySignIn } from '../constructs/people';
import type { PlatformProps } from '../platform-stack';
import { bundleObjects } from './follow-bundles';

export interface BundlePublisherProps extends PlatformProps {
  readonly key: IKey;
}

/**
 * People who publish rules, by the Identity Center permission set or IAM path `<platform>-publisher`: they write
 * bundles, and read what functions say they use. Without a key that the configuration names, what they write is used
 * by nobody.
 */
export class BundlePublisher extends Construct {
  constructor(scope: Construct, id: string, props: BundlePublisherProps) {
    super(scope, id);
    const name = publisherName(props.platform);
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: name,
      description: 'Publishing of detection rules without a deploy',
      statements: [
        ...bundleObjects(
          this,
          props,
          ['s3:GetObject', 's3:PutObject'],
          ['kms:Decrypt', 'kms:GenerateDataKey'],
        ),
        new PolicyStatement({
          sid: 'Status',
          actions: ['cloudwatch:GetMetricStatistics'],
          resources: ['*'],
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      roleName: name,
      description: 'Publishes detection rules without a deploy',
      maxSessionDuration: Duration.hours(1),
      assumedBy: peopleBySignIn(props, name),
      managedPolicies: [policy],
    });
    letUsersIn(role, props, name);
  }
}
