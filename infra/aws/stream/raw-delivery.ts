import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { operationsAlarm } from '../constructs/operations-alarm';
import { rawBucketName } from '../constructs/raw-location';
import { type DeliveryRoleProps, deliveryRole, errorLogName } from './delivery-role';
import type { RecordStream } from './record-stream';

/** Buffered for so long, or so many MB: raw objects of a size that tiers take, within the minutes that are promised. */
const BUFFER = { intervalInSeconds: 300, sizeInMBs: 64 };
/** Three times the buffer. */
const LATE = Duration.minutes(15);
const PERIOD = Duration.minutes(5);

/** CloudWatch Logs compresses each message; the object is compressed whole. */
const DECOMPRESS: CfnDeliveryStream.ProcessorProperty = {
  type: 'Decompression',
  parameters: [{ parameterName: 'CompressionFormat', parameterValue: 'GZIP' }],
};
/** One record a line. */
const LINES: CfnDeliveryStream.ProcessorProperty = {
  type: 'AppendDelimiterToRecord',
  parameters: [{ parameterName: 'Delimiter', parameterValue: '\\n' }],
};

export interface RawDeliveryProps extends Omit<DeliveryRoleProps, 'reading'> {
  /** Messages of CloudWatch Logs, which it reads. @default it is put to */
  readonly logs?: RecordStream;
  readonly topic: ITopic;
}

/** A Firehose that writes records to the raw store as they are, a line each. */
export class RawDelivery extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: RawDeliveryProps) {
    super(scope, id);
    const { deliveryName, logs } = props;
    const role = deliveryRole(this, 'Role', { ...props, reading: logs?.reading('Source') ?? [] });
    const { attrArn } = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: deliveryName,
      ...(logs === undefined
        ? {
            deliveryStreamType: 'DirectPut',
            deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
          }
        : {
            deliveryStreamType: 'KinesisStreamAsSource',
            kinesisStreamSourceConfiguration: {
              kinesisStreamArn: logs.stream.streamArn,
              roleArn: role.roleArn,
            },
          }),
      extendedS3DestinationConfiguration: this.destination(props, role),
    });
    this.arn = attrArn;
    this.alarms(props);
  }

  private destination(
    props: RawDeliveryProps,
    role: IRole,
  ): CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty {
    const { aws, deliveryName, folder, logs } = props;
    const errors = new LogGroup(this, 'Errors', {
      logGroupName: errorLogName(deliveryName),
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const errorStream = new LogStream(this, 'ErrorStream', {
      logGroup: errors,
      logStreamName: 'delivery',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const prefix = aws.existing.logBucket?.prefix;
    const base = `${prefix === undefined ? '' : `${prefix}/`}${folder}`;
    return {
      bucketArn: Stack.of(this).formatArn({
        service: 's3',
        region: '',
        account: '',
        resource: rawBucketName(props),
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      }),
      roleArn: role.roleArn,
      prefix: `${base}/!{timestamp:yyyy/MM/dd/HH}/`,
      errorOutputPrefix: `${base}/failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
      bufferingHints: BUFFER,
      compressionFormat: 'GZIP',
      cloudWatchLoggingOptions: {
        enabled: true,
        logGroupName: errors.logGroupName,
        logStreamName: errorStream.logStreamName,
      },
      processingConfiguration: {
        enabled: true,
        processors: logs === undefined ? [LINES] : [DECOMPRESS, LINES],
      },
    };
  }

  private alarms({ deliveryName, topic }: RawDeliveryProps): void {
    const metric = (metricName: string, statistic: string) =>
      new Metric({
        namespace: 'AWS/Firehose',
        metricName,
        dimensionsMap: { DeliveryStreamName: deliveryName },
        statistic,
        period: PERIOD,
      });
    const read = `read ${errorLogName(deliveryName)} and mend the cause, mostly the raw bucket's or its key's policy`;
    operationsAlarm(this, 'Late', {
      description: `Records wait for more than ${LATE.toMinutes()} minutes to come into the raw store, and are lost after a day: ${read}`,
      runbook: 'raw-delivery-fails',
      metric: metric('DeliveryToS3.DataFreshness', 'Maximum'),
      threshold: LATE.toSeconds(),
      topic,
    });
    operationsAlarm(this, 'Failing', {
      description: `Firehose ${deliveryName} could not write to the raw store: ${read}`,
      runbook: 'raw-delivery-fails',
      metric: metric('DeliveryToS3.Success', 'Average'),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      topic,
    });
  }
}
