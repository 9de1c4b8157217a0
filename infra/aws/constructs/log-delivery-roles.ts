import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { logsDestinationName, rawKeyAlias, roleName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { keyArnOf, rawDestinationArn } from './raw-location';

/** Where log groups' lines are in the raw store, by region. */
export const LOG_GROUPS_PREFIX = 'CloudWatchLogs';

/**
 * The two roles of the way from CloudWatch Logs to the raw store, shared by all regions: the destination hands over
 * to Firehose with the one, Firehose writes with the other, which the raw bucket and its key let in by name.
 */
export class LogDeliveryRoles extends Construct {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    this.destinationRole(props);
    this.firehoseRole(props);
  }

  private destinationRole({ platform, aws }: PlatformProps): void {
    const stack = Stack.of(this);
    const stream = stack.formatArn({
      service: 'firehose',
      region: '*',
      resource: 'deliverystream',
      resourceName: logsDestinationName(platform),
    });
    const within =
      aws.organizationId === undefined
        ? { 'aws:SourceAccount': stack.account }
        : { 'aws:SourceOrgID': aws.organizationId };
    new Role(this, 'Destination', {
      roleName: roleName(platform, 'logs-destination'),
      description: 'CloudWatch Logs hands log lines of member accounts to Firehose with it',
      assumedBy: new ServicePrincipal('logs.amazonaws.com').withConditions({ StringEquals: within }),
      inlinePolicies: {
        handover: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
              resources: [stream],
            }),
          ],
        }),
      },
    });
  }

  private firehoseRole(props: PlatformProps): void {
    const { platform, aws } = props;
    const stack = Stack.of(this);
    const raw = rawDestinationArn(stack, props);
    const keys = stack.formatArn({
      service: 'kms',
      region: '*',
      account: aws.logArchiveAccount,
      resource: 'key',
      resourceName: '*',
    });
    const errors = stack.formatArn({
      service: 'logs',
      region: '*',
      resource: 'log-group',
      resourceName: `/aws/kinesisfirehose/${logsDestinationName(platform)}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    new Role(this, 'Firehose', {
      roleName: roleName(platform, 'logs-delivery'),
      description: 'Firehose writes log lines of member accounts to the raw store with it',
      assumedBy: new ServicePrincipal('firehose.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': stack.account },
      }),
      inlinePolicies: {
        deliver: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'Raw',
              actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
              resources: [`${raw}/${LOG_GROUPS_PREFIX}/*`],
            }),
            new PolicyStatement({
              sid: 'RawKey',
              actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
              resources: [keyArnOf(aws.existing.logBucket) ?? keys],
              ...(aws.existing.logBucket?.keyArn === undefined
                ? {
                    conditions: {
                      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': rawKeyAlias(platform) },
                    },
                  }
                : {}),
            }),
            new PolicyStatement({ sid: 'Errors', actions: ['logs:PutLogEvents'], resources: [errors] }),
          ],
        }),
      },
    });
  }
}
