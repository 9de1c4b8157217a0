import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnDestination, LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logsDestinationName, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { LOG_GROUPS_PREFIX } from './log-delivery-roles';
import { rawBucketName } from './raw-location';
import { roleArn } from './role-arn';

/**
 * One region's way in for log groups of member accounts: a destination that the organization may subscribe to, and a
 * Firehose that writes the raw store. CloudWatch compresses each message; Firehose unpacks it and puts one a line.
 */
export class LogsDestination extends Construct {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const { platform, aws } = props;
    const stack = Stack.of(this);
    const stream = this.stream(props);
    const destinationArn = stack.formatArn({
      service: 'logs',
      resource: 'destination',
      resourceName: logsDestinationName(platform),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new CfnDestination(this, 'Destination', {
      destinationName: logsDestinationName(platform),
      roleArn: roleArn(this, aws.securityAccount, roleName(platform, 'logs-destination')),
      targetArn: stream.attrArn,
      destinationPolicy: stack.toJsonString({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Members',
            Effect: 'Allow',
            Principal: '*',
            Action: ['logs:PutSubscriptionFilter', 'logs:PutAccountPolicy'],
            Resource: destinationArn,
            Condition:
              aws.organizationId === undefined
                ? { StringEquals: { 'aws:PrincipalAccount': aws.securityAccount } }
                : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } },
          },
        ],
      }),
    });
  }

  private stream(props: PlatformProps): CfnDeliveryStream {
    const { platform, aws } = props;
    const stack = Stack.of(this);
    const errors = new LogGroup(this, 'Errors', {
      logGroupName: `/aws/kinesisfirehose/${logsDestinationName(platform)}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const errorStream = new LogStream(this, 'ErrorStream', {
      logGroup: errors,
      logStreamName: 'delivery',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const prefix = aws.existing.logBucket?.prefix;
    const base = `${prefix === undefined ? '' : `${prefix}/`}${LOG_GROUPS_PREFIX}`;
    return new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: logsDestinationName(platform),
      deliveryStreamType: 'DirectPut',
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: stack.formatArn({
          service: 's3',
          region: '',
          account: '',
          resource: rawBucketName(props),
          arnFormat: ArnFormat.NO_RESOURCE_NAME,
        }),
        roleArn: roleArn(this, aws.securityAccount, roleName(platform, 'logs-delivery')),
        prefix: `${base}/${stack.region}/!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: `${base}/${stack.region}/failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`,
        bufferingHints: { intervalInSeconds: 300, sizeInMBs: 64 },
        compressionFormat: 'GZIP',
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: errors.logGroupName,
          logStreamName: errorStream.logStreamName,
        },
        processingConfiguration: {
          enabled: true,
          processors: [
            {
              type: 'Decompression',
              parameters: [{ parameterName: 'CompressionFormat', parameterValue: 'GZIP' }],
            },
            {
              type: 'AppendDelimiterToRecord',
              parameters: [{ parameterName: 'Delimiter', parameterValue: '\\n' }],
            },
          ],
        },
      },
    });
  }
}
