import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BASELINES_PREFIX } from '../../../lib/analytics/profile';
import type { BatchSettings } from '../../../lib/batch/settings';
import { EVENTS_PREFIX } from '../../../lib/lake/table/partition';
import type { LagClass } from '../../../lib/telemetry';
import { batchWorkgroupName, databaseName, lakeBucketName } from '../../policy/names';
import { alertFloodAlarm } from '../constructs/alert-flood-alarm';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { BUNDLE_FOLDER, bundleLayer } from '../pipeline/bundle-layer';
import { bundleSettings, readingBundles, refusedAlarm } from '../pipeline/follow-bundles';
import { alertState, secretsNamed } from '../pipeline/grants';
import type { LakeBucket } from '../pipeline/lake-bucket';
import type { PlatformProps } from '../platform-stack';
import type { Spark } from './spark';
import { askingAthena, batchState, lakeObjects } from './statements';

const HANDLER = 'run-batch';
/** The least that a table of a day's users and machines, and a month of them, fits in with room. */
const MEMORY_MB = 2048;
/** Normal sources promise hours: two runs may fail before somebody hears of it. */
const PROMISE = Duration.hours(6);

export interface RunBatchProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly table: Table;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
  readonly workgroup: CfnWorkGroup;
  /** @default Athena makes all history */
  readonly spark?: Spark;
}

/** Asks what is due of closed hours and days, raises alerts, and keeps the baselines that the faster ways judge by. */
export class RunBatch extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: RunBatchProps) {
    super(scope, id);
    const { platform, aws, table, key, topic, deadLetters, workgroup, spark, network } = props;
    const { usdPerDay, historyDays } = platform.batch;
    const { tokenKey, previousTokenKeys } = platform.privacy;
    const settings: BatchSettings = {
      home: aws.homeRegion,
      lake: lakeBucketName(platform, aws),
      table: table.tableName,
      bundle: BUNDLE_FOLDER,
      ...bundleSettings(props),
      workgroup: batchWorkgroupName(platform),
      database: databaseName(platform),
      usdPerDay,
      historyDays,
      ...(spark === undefined ? {} : { spark: spark.settings }),
    };
    const { function: fn } = new PlatformFunction(this, 'RunBatch', {
      platform,
      aws,
      network,
      handler: HANDLER,
      description: 'Asks of closed hours and days what rules and baselines want to know, and raises alerts',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: [
        ...askingAthena(this, props),
        ...lakeObjects(this, props, {
          read: [EVENTS_PREFIX, BASELINES_PREFIX],
          write: [BASELINES_PREFIX, 'state/findings/', 'state/batch/'],
        }),
        batchState(props),
        ...alertState(this, table, key),
        ...readingBundles(this, props),
        ...secretsNamed(this, tokenKey === undefined ? [] : [tokenKey, ...previousTokenKeys]),
        ...(spark?.starting() ?? []),
      ],
      memoryMb: MEMORY_MB,
      timeout: Duration.minutes(15),
      // Two at once would share the day's money, and each wait for the other's.
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: Duration.hours(1),
    });
    this.function = fn;
    fn.addLayers(bundleLayer(this, 'Bundle', platform));
    // What failed is asked again by the next run; once more at once is for what broke off.
    fn.configureAsyncInvoke({ retryAttempts: 1, maxEventAge: Duration.hours(1) });
    fn.node.addDependency(workgroup);
    this.lag(props);
    this.postponed(props);
    alertFloodAlarm(this, { ...props, handler: HANDLER });
    refusedAlarm(this, { ...props, handler: HANDLER });
  }

  /** From the end of the newest window judged, of the question that is furthest behind. */
  private lag({ platform, topic }: RunBatchProps): void {
    platformAlarm(this, 'LagAlarm', {
      platform,
      topic,
      name: 'Lag',
      handler: HANDLER,
      of: 'hours' satisfies LagClass,
      statistic: 'Maximum',
      threshold: PROMISE.toSeconds(),
      description: `Questions of closed hours are more than ${PROMISE.toHours()} hours behind: read "failed" and "postponed" in the log of ${HANDLER} for which and why`,
      runbook: 'the-batch-is-behind',
    });
  }

  private postponed({ platform, topic }: RunBatchProps): void {
    platformAlarm(this, 'PostponedAlarm', {
      platform,
      topic,
      name: 'JobsPostponed',
      handler: HANDLER,
      statistic: 'Sum',
      period: Duration.hours(1),
      threshold: 1,
      description: `The batch has spent ${platform.batch.usdPerDay} USD today and left questions for tomorrow: read "postponed" in the log of ${HANDLER}, and BytesScanned for what read so much; raise batch.daily_cost_limit_usd when it is meant`,
      runbook: 'the-batch-spent-its-money',
    });
  }
}
