import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { operationsTopicName, securityKeyAlias } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/**
 * Encrypts what the security account keeps for itself in the home region: the platform's logs and state, the central
 * bus, messages to operators. Each service may use it for the one thing its encryption context
 * names; the bus adds its own statement.
 */
export class SecurityKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { platform }: PlatformProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    this.key = new Key(this, 'Key', {
      alias: securityKeyAlias(platform),
      description: "Encrypts the platform's own logs, state and messages",
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stack = Stack.of(this);
    const logGroups = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `/aws/lambda/${platform.name}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const topic = stack.formatArn({ service: 'sns', resource: operationsTopicName(platform) });
    this.allow('Logs', `logs.${stack.region}.amazonaws.com`, 'aws:logs:arn', logGroups);
    this.allow('Alarms', 'cloudwatch.amazonaws.com', 'aws:sns:topicArn', topic);
  }

  private allow(sid: string, service: string, context: string, arn: string): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { ArnLike: { [`kms:EncryptionContext:${context}`]: arn } },
      }),
    );
  }
}
