import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { rawFolders } from '../../../lib/ingest/raw-folders';
import type { ReconcileSettings } from '../../../lib/ingest/settings';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import type { PlatformProps } from '../platform-stack';
import { lakeFolders, stateOf } from './grants';
import type { LakeBucket } from './lake-bucket';
import { rawBuckets, readingRaw } from './raw-buckets';

const HANDLER = 'reconcile';
const SWEEP = Duration.hours(1);
/** S3 misses an event now and then; what misses some in each hour is a rule or a bucket. */
const HOURS = 3;

export interface ReconcileProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly queue: IQueue;
  readonly table: Table;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/** Once an hour, tells the queue of raw objects that nobody brought into the lake: events of S3 may be missed. */
export class Reconcile extends Construct {
  constructor(scope: Construct, id: string, props: ReconcileProps) {
    super(scope, id);
    const { platform, aws, lake, table, queue, key, topic, deadLetters } = props;
    const settings: ReconcileSettings = {
      home: aws.homeRegion,
      lake: lake.bucket.bucketName,
      table: table.tableName,
      queue: queue.queueUrl,
      folders: rawFolders(platform.sources),
      raw: rawBuckets(props).map(({ bucket, region, root }) => ({ bucket, region, root })),
    };
    const { function: fn } = new PlatformFunction(this, 'Reconcile', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Finds raw objects that no event told of',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: [
        ...readingRaw(this, props, ['s3:GetObject']),
        ...lakeFolders(lake.bucket, lake.key, { read: ['state/reconcile/'], write: ['state/reconcile/'] }),
        ...stateOf(this, { sid: 'Claims', kind: 'claims', actions: ['dynamodb:GetItem'], table, key }),
        new PolicyStatement({
          sid: 'Enqueue',
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
        }),
      ],
      memoryMb: 512,
      timeout: Duration.minutes(15),
      // Two sweeps at once would do the same work twice.
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: SWEEP,
      network: props.network,
    });
    platformAlarm(this, 'MissedAlarm', {
      platform,
      topic,
      name: 'ObjectsMissed',
      handler: HANDLER,
      statistic: 'Sum',
      period: SWEEP,
      periods: HOURS,
      threshold: 1,
      description: `For ${HOURS} hours events of raw objects were missed, so that they come into the lake an hour late: see whether the raw bucket tells EventBridge, and whether the rule to queue ${queue.queueName} is enabled`,
      runbook: 'raw-objects-were-missed',
    });
    new Rule(this, 'Hourly', {
      description: 'Sweep of raw objects that no event told of',
      schedule: Schedule.rate(SWEEP),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, retryAttempts: 2 })],
    });
  }
}
