import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { archiveTopicName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** The topic's ARN, from its name: other stacks of the account alarm to it. */
export function archiveTopicArn({ platform, aws }: PlatformProps): string {
  return `arn:${Aws.PARTITION}:sns:${aws.homeRegion}:${aws.logArchiveAccount}:${archiveTopicName(platform)}`;
}

/**
 * Where the archive's alarms go; people subscribe to it. Its key is not the raw store's, so that whoever destroys
 * that one is still heard. EventBridge names no source to KMS, so the key knows it by what it encrypts: messages of
 * this topic. A demand for aws:SourceAccount would silence it.
 */
export class ArchiveAlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const { platform, aws } = props;
    const production = platform.lifecycle === 'production';
    const key = new Key(this, 'Key', {
      description: "Encrypts the archive's alarms",
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const publishers = [
      new ServicePrincipal('events.amazonaws.com'),
      new ServicePrincipal('cloudwatch.amazonaws.com'),
    ];
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsEncrypt',
        principals: publishers,
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: { StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': archiveTopicArn(props) } },
      }),
    );
    this.topic = new Topic(this, 'Topic', {
      topicName: archiveTopicName(platform),
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: publishers,
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': [
              `arn:${Aws.PARTITION}:events:${aws.homeRegion}:${aws.logArchiveAccount}:rule/*`,
              `arn:${Aws.PARTITION}:cloudwatch:${aws.homeRegion}:${aws.logArchiveAccount}:alarm:*`,
            ],
          },
        },
      }),
    );
  }
}
