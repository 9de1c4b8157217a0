import { Stack } from 'aws-cdk-lib';
import { CfnRule, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { monitorsTopicName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { monitorEvents } from './member-monitors';

export interface MonitorsTopicProps extends PlatformProps {
  readonly bus: IEventBus;
  readonly key: Key;
}

/** Where the alarms of all accounts' monitors go: each resource that enters or leaves an alarm is one message. */
export class MonitorsTopic extends Construct {
  constructor(scope: Construct, id: string, { platform, bus, key }: MonitorsTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      topicName: monitorsTopicName(platform),
      displayName: 'Kumomori monitors',
      masterKey: key,
      enforceSSL: true,
    });
    const rule = new CfnRule(this, 'Rule', {
      name: monitorsTopicName(platform),
      description: "Alarms of the estate's monitors to those who look after what they watch",
      eventBusName: bus.eventBusName,
      eventPattern: monitorEvents(platform),
      targets: [
        {
          id: 'people',
          arn: topic.topicArn,
          inputTransformer: {
            inputPathsMap: {
              account: '$.account',
              region: '$.region',
              time: '$.time',
              alarm: '$.detail.alarmName',
              state: '$.detail.state.value',
              reason: '$.detail.state.reason',
              what: '$.detail.configuration.description',
              resource: '$.detail.alarmContributor.attributes',
            },
            inputTemplate:
              '"<state>: <alarm> in account <account>, <region>, at <time>"\n"<what>"\n"Resource: <resource>"\n"<reason>"',
          },
        },
      ],
    });
    const events = new ServicePrincipal('events.amazonaws.com');
    const { account } = Stack.of(this);
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Monitors',
        principals: [events],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': rule.attrArn },
          StringEquals: { 'aws:SourceAccount': account },
        },
      }),
    );
    // With aws:SourceArn in its place EventBridge could not write to an encrypted topic.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Monitors',
        principals: [events],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:EncryptionContext:aws:sns:topicArn': Stack.of(this).formatArn({
              service: 'sns',
              resource: monitorsTopicName(platform),
            }),
          },
        },
      }),
    );
  }
}
