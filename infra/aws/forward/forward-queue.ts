import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { forwardQueueName, lakeBucketName, logGroupName } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import { operationsAlarm } from '../constructs/operations-alarm';
import type { PlatformProps } from '../platform-stack';

/** A receiver may be away for a day before its parcels are for people: each try comes after the visibility timeout. */
const PATIENCE = Duration.hours(24);
const LATE = Duration.hours(1);

export interface ForwardQueueProps extends PlatformProps {
  /** Name of the destination. */
  readonly destination: string;
  readonly topic: ITopic;
  /** Of the function that reads it. */
  readonly timeout: Duration;
}

/** Parcels for one destination, and those it would not take: no destination waits for another. */
export class ForwardQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ForwardQueueProps) {
    super(scope, id);
    const { platform, aws, destination, topic, timeout } = props;
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      platform,
      aws,
      of: `Parcels for destination ${destination}, for the reasons in ${logGroupName(platform, 'forward')},`,
      topic,
    });
    // What Lambda asks for, so that a message comes again only once its run is certainly over.
    const visible = Duration.seconds(timeout.toSeconds() * 6);
    this.queue = new Queue(this, 'Queue', {
      queueName: forwardQueueName(platform, destination),
      // S3 writes to it: with a key of ours it would need the right to use it.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: visible,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: {
        queue: deadLetters,
        maxReceiveCount: Math.ceil(PATIENCE.toSeconds() / visible.toSeconds()),
      },
    });
    this.letIn(props);
    operationsAlarm(this, 'Late', {
      description: `Events wait for more than ${LATE.toMinutes()} minutes for destination ${destination}: read ${logGroupName(platform, 'forward')}; nothing is lost, they are sent when it takes them`,
      runbook: 'a-destination-lags',
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: LATE.toSeconds(),
      topic,
    });
  }

  /** The lake's bucket, by name: it is created after the queue, for S3 tries the queue when it is told of it. */
  private letIn({ platform, aws }: ForwardQueueProps): void {
    const stack = Stack.of(this);
    const bucket = stack.formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: lakeBucketName(platform, aws),
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'FromLake',
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': bucket },
          StringEquals: { 'aws:SourceAccount': stack.account },
        },
      }),
    );
  }
}
