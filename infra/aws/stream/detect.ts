import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BASELINES_PREFIX } from '../../../lib/analytics/profile';
import { CANARY_STATE } from '../../../lib/health/canary-state';
import type { DetectSettings } from '../../../lib/ingest/settings';
import { CORRELATION_STATE } from '../../../lib/ingest/stream-correlation';
import type { LagClass } from '../../../lib/telemetry';
import { lakeBucketName } from '../../policy/names';
import { alertFloodAlarm } from '../constructs/alert-flood-alarm';
import { operationsAlarm } from '../constructs/operations-alarm';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { BUNDLE_FOLDER, bundleLayer } from '../pipeline/bundle-layer';
import { bundleSettings, readingBundles, refusedAlarm } from '../pipeline/follow-bundles';
import { alertState, recordsOf, secretsNamed, stateOf } from '../pipeline/grants';
import type { PlatformProps } from '../platform-stack';
import { bucketArn, decryptLake } from '../query/lake-access';
import type { FailedRecords } from './failed-records';
import type { RecordStream } from './record-stream';

const HANDLER = 'detect';
/** Critical sources promise seconds. */
const PROMISE = Duration.seconds(60);
/** A full batch takes some seconds. */
const TIMEOUT = Duration.minutes(1);
/** Some MB: Lambda passes at most 6, and makes batches smaller itself. */
const RECORDS = 1000;
const WINDOW = Duration.seconds(1);
/** Runs at once for a shard, of different partition keys: one run does twice what a shard brings. */
const PARALLEL = 2;
/** With pauses between them, a quarter of an hour of a table that does not answer. */
const RETRIES = 10;
const STATE = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'];
/** What is older the pipeline has told of from the raw store: the newest comes first. */
const OLDEST = Duration.hours(1);

export interface DetectProps extends PlatformProps {
  /** By the id of the mapping. */
  readonly streams: Readonly<Record<string, RecordStream>>;
  readonly failed: FailedRecords;
  readonly table: Table;
  readonly key: IKey;
  readonly topic: ITopic;
}

/** Looks at what streams bring, within seconds, and raises alerts. Writes nothing else: the lake is made from raw. */
export class Detect extends Construct {
  readonly platformFunction: PlatformFunction;

  constructor(scope: Construct, id: string, props: DetectProps) {
    super(scope, id);
    const { platform, aws, streams, failed, table, key, topic } = props;
    const shards = Object.values(streams).reduce((sum, { shards: some }) => sum + some, 0);
    const { tokenKey } = platform.privacy;
    const settings: DetectSettings = {
      home: aws.homeRegion,
      lake: lakeBucketName(platform, aws),
      table: table.tableName,
      bundle: BUNDLE_FOLDER,
      ...bundleSettings(props),
    };
    this.platformFunction = new PlatformFunction(this, 'Detect', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Looks at events within seconds and raises alerts',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: [
        ...Object.entries(streams).flatMap(([name, stream]) => stream.reading(name)),
        ...alertState(this, table, key),
        ...stateOf(this, { sid: 'CorrelationState', kind: CORRELATION_STATE, actions: STATE, table, key }),
        recordsOf({
          sid: 'Canaries',
          kind: CANARY_STATE,
          actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          table,
        }),
        ...readingBaselines(this, props),
        ...readingBundles(this, props),
        ...secretsNamed(this, tokenKey === undefined ? [] : [tokenKey]),
        ...failed.writing(),
      ],
      memoryMb: platform.volume.sizes.functionMemoryMb,
      timeout: TIMEOUT,
      // New accounts have too few concurrent functions to reserve any.
      concurrency: platform.lifecycle === 'production' ? shards * PARALLEL : undefined,
      key,
      alarmTopic: topic,
      network: props.network,
    });
    const { function: fn } = this.platformFunction;
    fn.addLayers(bundleLayer(this, 'Bundle', platform));
    for (const [name, { stream }] of Object.entries(streams)) {
      fn.addEventSourceMapping(name, {
        eventSourceArn: stream.streamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: RECORDS,
        maxBatchingWindow: WINDOW,
        parallelizationFactor: PARALLEL,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: RETRIES,
        maxRecordAge: OLDEST,
        onFailure: failed,
        supportS3OnFailureDestination: true,
      });
    }
    this.lag(props);
    this.waiting(props);
    this.unreadable(props);
    alertFloodAlarm(this, { ...props, handler: HANDLER });
    refusedAlarm(this, { ...props, handler: HANDLER });
  }

  /** From a record's arrival in its stream to rules that looked at it, and alerts raised. */
  private lag({ platform, topic }: DetectProps): void {
    platformAlarm(this, 'LagAlarm', {
      platform,
      topic,
      name: 'Lag',
      handler: HANDLER,
      of: 'seconds' satisfies LagClass,
      statistic: 'Maximum',
      threshold: PROMISE.toSeconds(),
      description: `Rules looked at records more than ${PROMISE.toSeconds()} seconds after they came: read ${this.platformFunction.logGroup.logGroupName} for tries that failed; without any, raise volume, which decides the shards`,
      runbook: 'streams-come-late',
    });
  }

  /** What the function cannot tell of itself: records that it is not given, or fails at again and again. */
  private waiting({ topic }: DetectProps): void {
    operationsAlarm(this, 'WaitingAlarm', {
      description: `Records of a stream wait for ${HANDLER}: read ${this.platformFunction.logGroup.logGroupName} for tries that failed, then the function's Throttles in CloudWatch; raise volume, or the account's concurrency`,
      runbook: 'streams-come-late',
      metric: this.platformFunction.function.metric('IteratorAge', {
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: PROMISE.toMilliseconds(),
      topic,
    });
  }

  private unreadable({ platform, topic }: DetectProps): void {
    platformAlarm(this, 'UnreadableAlarm', {
      platform,
      topic,
      name: 'RecordsUnreadable',
      handler: HANDLER,
      statistic: 'Sum',
      period: Duration.hours(1),
      threshold: 1,
      description: `No rule could look at some records of a stream: read "unreadable" in ${this.platformFunction.logGroup.logGroupName} for their places and reasons, and mend the parser; the pipeline has them in quarantine`,
      runbook: 'records-in-quarantine',
    });
  }
}

/** What the batch learnt of users and machines; without listing S3 would not say that there is nothing yet. */
function readingBaselines(scope: Construct, props: PlatformProps): PolicyStatement[] {
  const stack = Stack.of(scope);
  const lake = bucketArn(stack, lakeBucketName(props.platform, props.aws));
  return [
    new PolicyStatement({
      sid: 'Baselines',
      actions: ['s3:GetObject'],
      resources: [`${lake}/${BASELINES_PREFIX}*`],
    }),
    new PolicyStatement({ sid: 'BaselinesList', actions: ['s3:ListBucket'], resources: [lake] }),
    decryptLake(stack, 'BaselinesKey', props),
  ];
}
