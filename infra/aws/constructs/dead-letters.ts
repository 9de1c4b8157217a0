import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';

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
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `${of} could not be handled: read the queue, mend the cause, send them again`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
}
