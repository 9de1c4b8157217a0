import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { operationsTopicName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface OperationsTopicProps extends PlatformProps {
  readonly key: IKey;
}

/** Where the platform's own alarms go: subscribe whoever runs it. Alarms of this account only may publish. */
export class OperationsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { platform, key }: OperationsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: operationsTopicName(platform),
      displayName: 'Kumomori operations',
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
