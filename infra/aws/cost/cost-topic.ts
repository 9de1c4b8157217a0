import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type Conditions, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { costName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { payerOf } from './payer';

const BUDGETS = 'budgets.amazonaws.com';
const ANOMALIES = 'costalerts.amazonaws.com';

/**
 * Where budgets and cost anomalies are told: subscribe whoever answers for money. It is in the paying account, since
 * neither service tells a topic of another. Sources: AWS Cost Management User Guide, "Creating an Amazon SNS topic for
 * budget notifications", "… for anomaly notifications".
 */
export class CostTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    const stack = Stack.of(this);
    const key = new Key(this, 'Key', {
      description: 'Encrypts what budgets and cost anomalies tell',
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.topic = new Topic(this, 'Topic', {
      topicName: costName(platform),
      displayName: 'Kumomori cost',
      masterKey: key,
      enforceSSL: true,
    });
    // By what it encrypts, which is messages of this topic: it is not documented that the source reaches KMS.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Tell',
        principals: [BUDGETS, ANOMALIES].map((name) => new ServicePrincipal(name)),
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:EncryptionContext:aws:sns:topicArn': stack.formatArn({
              service: 'sns',
              resource: costName(platform),
            }),
          },
        },
      }),
    );
    const account = { StringEquals: { 'aws:SourceAccount': payerOf(aws) } };
    const budgets = `${stack.formatArn({ service: 'budgets', region: '', account: payerOf(aws), resource: '*' })}`;
    this.allow('Budgets', BUDGETS, { ...account, ArnLike: { 'aws:SourceArn': budgets } });
    this.allow('Anomalies', ANOMALIES, account);
  }

  private allow(sid: string, service: string, conditions: Conditions): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal(service)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions,
      }),
    );
  }
}
