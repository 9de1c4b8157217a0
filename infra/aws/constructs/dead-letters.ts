import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { operationsAlarm } from './operations-alarm';

export interface DeadLettersProps extends PlatformProps {
  /** What its messages are, for who is told of them. */
  readonly of: string;
  readonly topic: ITopic;
}

/** Messages that nobody could handle, kept two weeks, and an alarm as soon as there is one. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { platform, of, topic }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      // Rules of the account write to it: with a key of ours each would need the right to use it.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    operationsAlarm(this, 'Alarm', {
      description: `${of} could not be handled: read the queue, mend the cause, send them again`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      topic,
    });
  }
}
