import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ingestQueueName, roleName } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import { operationsAlarm } from '../constructs/operations-alarm';
import { roleArn } from '../constructs/role-arn';
import type { PlatformProps } from '../platform-stack';
import { rawBuckets } from './raw-buckets';
import { RAW_EVENTS_ROLE } from './raw-events';

/** Tries before a message is for people: each after the visibility timeout. */
const TRIES = 5;
/** Important sources promise minutes. */
const LATE = Duration.minutes(15);

export interface IngestQueueProps extends PlatformProps {
  readonly topic: ITopic;
  /** Of the function that reads it. */
  readonly timeout: Duration;
}

/** Raw objects to be brought into the lake, and what nobody could bring. */
export class IngestQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: IngestQueueProps) {
    super(scope, id);
    const { platform, aws, topic, timeout } = props;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      platform,
      aws,
      of: `Raw objects of queue ${ingestQueueName(platform)}`,
      topic,
    }).queue;
    this.queue = new Queue(this, 'Queue', {
      queueName: ingestQueueName(platform),
      // EventBridge writes to it: with a key of ours every rule would need the right to use it.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // What Lambda asks for, so that a message comes again only once its run is certainly over.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: TRIES },
    });
    this.letIn(props);
    operationsAlarm(this, 'Late', {
      description: `Raw objects wait for more than ${LATE.toMinutes()} minutes to come into the lake: read the log of ${platform.name}-normalize; when it only lacks concurrency, raise volume`,
      runbook: 'raw-objects-come-late',
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: LATE.toSeconds(),
      topic,
    });
  }

  /** The role of the log archive's rule, by name: it need not be there yet. */
  private letIn(props: IngestQueueProps): void {
    const { platform, aws } = props;
    const own = Stack.of(this).account;
    const others = new Set(rawBuckets(props).map(({ account }) => account));
    others.delete(own);
    for (const account of [...others].filter((one) => one === aws.logArchiveAccount)) {
      this.queue.addToResourcePolicy(
        new PolicyStatement({
          sid: `From${account}`,
          principals: [new AccountPrincipal(account)],
          actions: ['sqs:SendMessage'],
          resources: [this.queue.queueArn],
          conditions: {
            ArnEquals: { 'aws:PrincipalArn': roleArn(this, account, roleName(platform, RAW_EVENTS_ROLE)) },
            ...(aws.organizationId === undefined
              ? {}
              : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
          },
        }),
      );
    }
  }
}
