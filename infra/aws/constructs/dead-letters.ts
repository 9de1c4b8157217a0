import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';
import { operationsAlarm } from './operations-alarm';

/** As long as SQS keeps anything. */
export const DEAD_LETTERS_DAYS = 14;
/** A second call, while there is time left to answer it. */
const OLD_DAYS = 10;

export interface DeadLettersProps extends PlatformProps {
  /** What its messages are, for who is told of them. */
  readonly of: string;
  readonly topic: ITopic;
}

/** Messages that nobody could handle, kept two weeks, and their alarms. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { platform, of, topic }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      // Rules of the account write to it: with a key of ours each would need the right to use it.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTERS_DAYS),
      removalPolicy: platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    deadLetterAlarms(this, {
      queue: this.queue,
      description: `${of} could not be handled: read queue ${this.queue.queueName}, mend the cause, send them again`,
      topic,
    });
  }
}

export interface DeadLetterAlarmsProps {
  readonly queue: IQueue;
  /** What is wrong, where to read of it, and what to do first. */
  readonly description: string;
  readonly topic: ITopic;
}

/** An alarm as soon as there is a dead letter, and another before SQS deletes one that nobody saw to. */
export function deadLetterAlarms(
  scope: Construct,
  { queue, description, topic }: DeadLetterAlarmsProps,
): void {
  const watch = { statistic: 'Maximum', period: Duration.minutes(5) };
  const runbook = 'dead-letters';
  operationsAlarm(scope, 'Alarm', {
    description,
    runbook,
    metric: queue.metricApproximateNumberOfMessagesVisible(watch),
    threshold: 1,
    topic,
  });
  operationsAlarm(scope, 'Old', {
    description: `Dead letters of queue ${queue.queueName} are older than ${OLD_DAYS} days, and are deleted after ${DEAD_LETTERS_DAYS}: read them, then send them again now or keep a copy`,
    runbook,
    metric: queue.metricApproximateAgeOfOldestMessage(watch),
    threshold: Duration.days(OLD_DAYS).toSeconds(),
    topic,
  });
}
