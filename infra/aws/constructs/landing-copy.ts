import { Aws, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bucketName, landingBucketName, logGroupName, roleName, wafBucketName } from '../../policy/names';
import { type Landing, landingsOf } from '../log-archive/policy/landing';
import type { PlatformProps } from '../platform-stack';
import { deadLetterAlarms } from './dead-letters';
import { LANDING_DAYS } from './landing-bucket';
import { objectsCreated } from './landing-events';
import { operationsAlarm } from './operations-alarm';
import { PlatformFunction } from './platform-function';
import { rawKey } from './raw-emergency';

export interface LandingCopyProps extends PlatformProps {
  /** Who is told of copies that failed or are late. */
  readonly topic: ITopic;
}

const LATE = Duration.minutes(30);
const SWEEP = Duration.days(1);

/**
 * Copies what landed in any region to the raw store, under the same key: S3's own replication would leave it under
 * S3's key, for replicas keep their kind of encryption, and the raw store's key would not erase it. By event within
 * minutes, and once a day whatever no event told of.
 */
export class LandingCopy extends Construct {
  constructor(scope: Construct, id: string, props: LandingCopyProps) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(LANDING_DAYS),
    });
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(6),
      retentionPeriod: Duration.days(LANDING_DAYS),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    this.byEvent(props, queue);
    this.byDay(props);
    const log = logGroupName(props.platform, 'copy-landing');
    deadLetterAlarms(this, {
      queue: deadLetters,
      description: `Objects that landed could not be copied to the raw store, and are deleted after ${LANDING_DAYS} days: read ${log}, mend the cause, then send queue ${deadLetters.queueName} again`,
      topic: props.topic,
    });
    operationsAlarm(this, 'Late', {
      description: `What landed waits for more than ${LATE.toMinutes()} minutes to be copied to the raw store: read ${log} for what fails or is refused`,
      runbook: 'landing-copies-come-late',
      metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
      threshold: LATE.toSeconds(),
      topic: props.topic,
    });
  }

  private byEvent(props: LandingCopyProps, queue: Queue): void {
    const { platform, aws } = props;
    const copy = new PlatformFunction(this, 'Copy', {
      ...props,
      handler: 'copy-landing',
      description: 'copies what landed to the raw store',
      environment: { RAW_BUCKET: bucketName(platform, aws, 'raw') },
      statements: copying(props),
      alarmTopic: props.topic,
    });
    copy.function.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 20 }),
    );
    // By the beginning of their names: an event pattern has no room for the buckets of every region.
    const everywhere = [landingBucketName, wafBucketName].map((name) => ({
      prefix: name(platform, aws, ''),
    }));
    new Rule(this, 'Landed', {
      description: 'Objects that landed in any region, to be copied to the raw store',
      eventPattern: objectsCreated(aws, everywhere),
      targets: [new SqsQueue(queue)],
    });
  }

  private byDay(props: LandingCopyProps): void {
    const { platform, aws } = props;
    const sweep = new PlatformFunction(this, 'Sweep', {
      ...props,
      handler: 'sweep-landing',
      description: 'copies what landed and no event told of',
      environment: {
        RAW_BUCKET: bucketName(platform, aws, 'raw'),
        LANDING_BUCKETS: landings(props)
          .map(({ region, bucket }) => `${region}/${bucket}`)
          .join(','),
      },
      statements: [
        ...copying(props),
        new PolicyStatement({
          sid: 'ListLanded',
          actions: ['s3:ListBucket'],
          resources: landings(props).map(({ bucket }) => arn(bucket)),
        }),
      ],
      timeout: Duration.minutes(15),
      alarmTopic: props.topic,
      every: SWEEP,
    });
    new Rule(this, 'Daily', {
      description: `Runs ${roleName(platform, 'sweep-landing')}`,
      schedule: Schedule.rate(SWEEP),
      targets: [new LambdaFunction(sweep.function, { retryAttempts: 2 })],
    });
  }
}

/** Read what landed; write the raw store, and see whether it is there already. */
function copying(props: PlatformProps): PolicyStatement[] {
  const raw = arn(bucketName(props.platform, props.aws, 'raw'));
  return [
    new PolicyStatement({
      sid: 'ReadLanded',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: landings(props).map(({ bucket }) => `${arn(bucket)}/*`),
    }),
    new PolicyStatement({
      sid: 'WriteRaw',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [`${raw}/AWSLogs/*`],
    }),
    new PolicyStatement({ sid: 'ListRaw', actions: ['s3:ListBucket'], resources: [raw] }),
    new PolicyStatement({
      sid: 'EncryptRaw',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      ...rawKey(props),
    }),
  ];
}

function arn(bucket: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucket}`;
}

function landings({ platform, aws }: PlatformProps): Landing[] {
  return aws.regions.flatMap((region) => landingsOf(platform, aws, region, Aws.PARTITION));
}
