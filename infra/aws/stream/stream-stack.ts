import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { busDeliveryName, eventStreamName, logsDestinationName } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import { busDeliveryRole, busFolderPath, LOGS_DELIVERY } from '../log-archive/policy/platform-roles';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { BusRule } from './bus-rule';
import { Detect } from './detect';
import { FailedRecords } from './failed-records';
import { LogsRole } from './logs-role';
import { RawDelivery } from './raw-delivery';
import { RecordStream } from './record-stream';
import { busFolders, isAnyStreamed, streamedDetailTypes } from './streamed';

export interface StreamStackProps extends PlatformProps {
  readonly central: CentralStack;
}

interface Shared extends PlatformProps {
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/** Whether there is anything that streams, or that the bus alone brings. */
export function hasStreamStack({ platform, aws }: PlatformProps): boolean {
  return (
    streamedDetailTypes(platform).length > 0 ||
    busFolders(platform).length > 0 ||
    aws.extras.cloudwatchLogs === 'create'
  );
}

/**
 * The way of seconds: events of the central bus and log groups of every region → streams → `detect` → alerts. What
 * reaches the raw store by no other way is delivered to it from here, and comes to the lake from there like all else.
 */
export class StreamStack extends PlatformStack {
  constructor(scope: Construct, id: string, { central, ...props }: StreamStackProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'stream',
      account: aws.securityAccount,
      description: 'streams of events and logs, and the function that looks at them within seconds',
    });
    const { key, topic } = central;
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      ...props,
      of: 'Events of the central bus, or batches of a stream that are in the bucket the message names,',
      topic,
    });
    const shared = { ...props, key, topic, deadLetters };
    const streams = {
      ...(streamedDetailTypes(platform).length > 0 ? { Events: this.events(shared) } : {}),
      ...(aws.extras.cloudwatchLogs === 'create' ? { Logs: this.logs(shared) } : {}),
    };
    if (isAnyStreamed(platform) && Object.keys(streams).length > 0) {
      const failed = new FailedRecords(this, 'Failed', { ...props, key, queue: deadLetters });
      new Detect(this, 'Detect', { ...shared, streams, failed, table: central.table });
    }
    this.fromBus(shared);
  }

  /** Events of the central bus, each in the shard of its id. */
  private events(shared: Shared): RecordStream {
    const { platform } = shared;
    const events = new RecordStream(this, 'Events', {
      ...shared,
      streamName: eventStreamName(platform),
      shards: platform.volume.sizes.streamShards,
    });
    new BusRule(this, 'BusToStream', {
      ...shared,
      part: 'bus-stream',
      description: 'Events that rules look at within seconds, to the stream',
      detailTypes: streamedDetailTypes(platform),
      target: { arn: events.stream.streamArn, kinesisParameters: { partitionKeyPath: '$.id' } },
      statements: events.writing('kinesis:PutRecord', 'kinesis:PutRecords'),
    });
    return events;
  }

  /** Log groups of all regions: looked at, and delivered to the raw store, which has them by no other way. */
  private logs(shared: Shared): RecordStream {
    const { platform, aws } = shared;
    const logs = new RecordStream(this, 'Logs', {
      ...shared,
      streamName: logsDestinationName(platform),
      shards: platform.volume.sizes.logShards,
    });
    new LogsRole(this, 'FromLogs', { platform, aws, logs });
    new RawDelivery(this, 'LogsToRaw', {
      ...shared,
      rolePart: LOGS_DELIVERY.role,
      deliveryName: logsDestinationName(platform),
      // The region is the stream's: messages say their account and log group, but not where they are from.
      folder: `${LOGS_DELIVERY.folder}/${aws.homeRegion}`,
      logs,
    });
    return logs;
  }

  /** Findings and the like that services put on the bus and into no bucket. */
  private fromBus(shared: Shared): void {
    const { platform, aws } = shared;
    for (const { folder, detailTypes } of busFolders(platform)) {
      const { arn } = new RawDelivery(this, `${folder}ToRaw`, {
        ...shared,
        rolePart: busDeliveryRole(folder),
        deliveryName: busDeliveryName(platform, folder),
        folder: `${busFolderPath(aws, folder)}/${aws.homeRegion}`,
      });
      const put = new PolicyStatement({
        sid: 'Put',
        actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        resources: [arn],
      });
      new BusRule(this, `BusTo${folder}`, {
        ...shared,
        part: `bus-${folder.toLowerCase()}`,
        description: `Events of ${folder}, to the raw store`,
        detailTypes,
        target: { arn },
        statements: [put],
      });
    }
  }
}
