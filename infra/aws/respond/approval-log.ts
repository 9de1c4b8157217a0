import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { approvalMachineName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface ApprovalLogProps extends PlatformProps {
  readonly key: IKey;
}

/** What executions of approvals go through, and when; the key may be used for this one log, and for what delivers it. */
export function approvalLog(scope: Construct, { platform, key }: ApprovalLogProps): LogGroup {
  const { region, partition, account } = Stack.of(scope);
  const production = platform.lifecycle === 'production';
  const logGroupName = `/aws/vendedlogs/states/${approvalMachineName(platform)}`;
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ApprovalLog',
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`,
        },
      },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ApprovalLogDelivery',
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  );
  return new LogGroup(scope, 'Log', {
    logGroupName,
    retention: production ? RetentionDays.ONE_YEAR : RetentionDays.ONE_WEEK,
    encryptionKey: key,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
