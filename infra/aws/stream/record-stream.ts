import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { operationsAlarm } from '../constructs/operations-alarm';
import { viaService } from '../pipeline/grants';

/** What nobody has read by then the pipeline has read from the raw store, hours before. */
const KEPT = Duration.hours(24);
const PERIOD = Duration.minutes(5);
/** A short burst is sent again within seconds; a quarter of an hour of them is too small a stream. */
const PERIODS = 3;

export interface RecordStreamProps {
  readonly streamName: string;
  readonly shards: number;
  readonly key: IKey;
  readonly topic: ITopic;
}

/** A data stream under the platform's key, and an alarm for when it is too small. */
export class RecordStream extends Construct {
  readonly stream: Stream;
  readonly shards: number;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { streamName, shards, key, topic }: RecordStreamProps) {
    super(scope, id);
    this.key = key;
    this.shards = shards;
    this.stream = new Stream(this, 'Stream', {
      streamName,
      shardCount: shards,
      retentionPeriod: KEPT,
      encryption: StreamEncryption.KMS,
      encryptionKey: key,
      // A day's records on their way: the record is the raw store.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    operationsAlarm(this, 'Throttled', {
      description: `Stream ${streamName} refuses records, which then come late: read its WriteProvisionedThroughputExceeded in CloudWatch, and raise volume in the configuration, which decides its shards`,
      runbook: 'a-stream-is-too-small',
      metric: this.stream.metricWriteProvisionedThroughputExceeded({ statistic: 'Sum', period: PERIOD }),
      threshold: 1,
      periods: PERIODS,
      topic,
    });
  }

  /** For a service that puts records. */
  writing(...actions: ('kinesis:PutRecord' | 'kinesis:PutRecords')[]): PolicyStatement[] {
    return [this.records('Put', actions), this.keyUse('PutKey', 'kms:GenerateDataKey')];
  }

  /** For a service that reads every shard. */
  reading(sid: string): PolicyStatement[] {
    const actions = [
      'DescribeStream',
      'DescribeStreamSummary',
      'GetRecords',
      'GetShardIterator',
      'ListShards',
    ];
    return [
      this.records(
        sid,
        actions.map((action) => `kinesis:${action}`),
      ),
      this.keyUse(`${sid}Key`, 'kms:Decrypt'),
    ];
  }

  private records(sid: string, actions: string[]): PolicyStatement {
    return new PolicyStatement({ sid, actions, resources: [this.stream.streamArn] });
  }

  /** The key, for this stream's records alone. */
  private keyUse(sid: string, action: 'kms:GenerateDataKey' | 'kms:Decrypt'): PolicyStatement {
    return new PolicyStatement({
      sid,
      actions: [action],
      resources: [this.key.keyArn],
      conditions: {
        StringEquals: {
          'kms:ViaService': viaService(this, 'kinesis'),
          'kms:EncryptionContext:aws:kinesis:arn': this.stream.streamArn,
        },
      },
    });
  }
}
