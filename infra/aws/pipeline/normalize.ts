import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OUTBOX_PREFIX } from '../../../lib/forward/parcel';
import type { NormalizeSettings } from '../../../lib/ingest/settings';
import type { LagClass } from '../../../lib/telemetry';
import { alertFloodAlarm } from '../constructs/alert-flood-alarm';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import type { PlatformProps } from '../platform-stack';
import { BUNDLE_FOLDER } from './bundle-layer';
import { bundleSettings, readingBundles, refusedAlarm } from './follow-bundles';
import { alertState, lakeFolders, recordsOf, secretsNamed } from './grants';
import type { LakeBucket } from './lake-bucket';
import { readingRaw } from './raw-buckets';

const HANDLER = 'normalize';
/** Important sources promise minutes. */
export const PROMISE = Duration.minutes(15);
/** A batch takes seconds; a run may hold several, and begins none in the last half. */
export const NORMALIZE_TIMEOUT = Duration.minutes(5);
/** Word of objects in one run: each some 1.6 KB in an invocation of at most 6 MB. */
const MESSAGES = 1000;

export interface NormalizeProps extends PlatformProps {
  readonly lake: LakeBucket;
  readonly queue: IQueue;
  readonly table: Table;
  readonly layer: ILayerVersion;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/** Brings raw objects into the lake, in batches, within minutes; tells of findings. */
export class Normalize extends Construct {
  readonly platformFunction: PlatformFunction;

  constructor(scope: Construct, id: string, props: NormalizeProps) {
    super(scope, id);
    const { platform, aws, lake, table, key, topic } = props;
    const { sizes } = platform.volume;
    const { tokenKey } = platform.privacy;
    const settings: NormalizeSettings = {
      home: aws.homeRegion,
      lake: lake.bucket.bucketName,
      table: table.tableName,
      bundle: BUNDLE_FOLDER,
      ...bundleSettings(props),
    };
    this.platformFunction = new PlatformFunction(this, 'Normalize', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Brings raw logs into the lake: parses, detects, masks, writes Parquet',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: [
        ...readingRaw(this, props),
        ...lakeFolders(lake.bucket, lake.key, {
          read: ['state/'],
          write: [
            'events/',
            'state/',
            'quarantine/',
            ...(platform.forward.length > 0 ? [OUTBOX_PREFIX] : []),
          ],
          remove: ['events/', 'state/', 'quarantine/'],
        }),
        ...alertState(this, table, key),
        recordsOf({
          sid: 'Claims',
          kind: 'claims',
          actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
          table,
        }),
        ...readingBundles(this, props),
        ...secretsNamed(this, tokenKey === undefined ? [] : [tokenKey]),
      ],
      memoryMb: sizes.functionMemoryMb,
      timeout: NORMALIZE_TIMEOUT,
      // New accounts have too few concurrent functions to reserve any.
      concurrency: platform.lifecycle === 'production' ? sizes.normalizeConcurrency : undefined,
      key,
      deadLetters: props.deadLetters,
      alarmTopic: topic,
      network: props.network,
    });
    const { function: fn } = this.platformFunction;
    fn.addLayers(props.layer);
    fn.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: MESSAGES,
        maxBatchingWindow: Duration.seconds(sizes.batchSeconds),
        reportBatchItemFailures: true,
        // The queue starts no more either, so that the lake's other readers find capacity.
        maxConcurrency: sizes.normalizeConcurrency,
      }),
    );
    this.quarantined(props);
    this.lag(props);
    alertFloodAlarm(this, { ...props, handler: HANDLER });
    refusedAlarm(this, { ...props, handler: HANDLER });
  }

  /** Records that found no place in the lake: nothing is lost, but somebody has to look. */
  private quarantined({ platform, topic, lake }: NormalizeProps): void {
    platformAlarm(this, 'QuarantinedAlarm', {
      platform,
      topic,
      name: 'RecordsQuarantined',
      handler: HANDLER,
      statistic: 'Sum',
      period: Duration.hours(1),
      threshold: 1,
      description: `Records could not be brought into the lake: read s3://${lake.bucket.bucketName}/quarantine/ for their reasons, mend the parser, then replay`,
      runbook: 'records-in-quarantine',
    });
  }

  /** From an object's arrival to its rows, measured where it is known: in what was brought. */
  private lag({ platform, topic }: NormalizeProps): void {
    platformAlarm(this, 'LagAlarm', {
      platform,
      topic,
      name: 'Lag',
      handler: HANDLER,
      of: 'minutes' satisfies LagClass,
      statistic: 'Maximum',
      threshold: PROMISE.toSeconds(),
      description: `Objects took more than ${PROMISE.toMinutes()} minutes to become rows: read ${this.platformFunction.logGroup.logGroupName}; when runs only wait for each other, raise volume`,
      runbook: 'raw-objects-come-late',
    });
  }
}
