import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { secretsOf } from '../../../lib/alerts/send/channel';
import type { NotifySettings } from '../../../lib/ingest/settings';
import { findingsBusName } from '../../policy/names';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import type { PlatformProps } from '../platform-stack';
import { BUNDLE_FOLDER } from './bundle-layer';
import { alertState, secretsNamed, viaService } from './grants';

const HANDLER = 'notify';
const ROUND = Duration.minutes(1);

export interface NotifyProps extends PlatformProps {
  readonly alerts: ITopic;
  readonly bus: IEventBus;
  readonly table: Table;
  readonly layer: ILayerVersion;
  readonly key: IKey;
  readonly topic: ITopic;
  readonly deadLetters: IQueue;
}

/** Every minute, sends the alerts that are due to their channels. */
export class Notify extends Construct {
  constructor(scope: Construct, id: string, props: NotifyProps) {
    super(scope, id);
    const { platform, aws, alerts, bus, table, key, topic, deadLetters } = props;
    const { account } = Stack.of(this);
    const product = Stack.of(this).formatArn({
      service: 'securityhub',
      resource: 'product',
      // What nobody registered.
      resourceName: `${account}/default`,
    });
    const settings: NotifySettings = {
      home: aws.homeRegion,
      table: table.tableName,
      bundle: BUNDLE_FOLDER,
      topic: alerts.topicArn,
      bus: findingsBusName(platform),
      product,
    };
    const channels = Object.values(platform.alerts.channels);
    const secrets = channels.flatMap((channel) =>
      channel.kind === 'http' ? secretsOf(channel.channel) : [],
    );
    const notify = new PlatformFunction(this, 'Notify', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Sends alerts to their channels',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: [
        ...alertState(this, table, key),
        new PolicyStatement({ sid: 'Publish', actions: ['sns:Publish'], resources: [alerts.topicArn] }),
        new PolicyStatement({
          sid: 'PublishKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': viaService(this, 'sns') } },
        }),
        new PolicyStatement({
          sid: 'PutEvents',
          actions: ['events:PutEvents'],
          resources: [bus.eventBusArn],
        }),
        ...(channels.some(({ kind }) => kind === 'security_hub')
          ? [
              new PolicyStatement({
                sid: 'ImportFindings',
                actions: ['securityhub:BatchImportFindings'],
                resources: [product],
              }),
            ]
          : []),
        ...secretsNamed(this, secrets),
      ],
      timeout: Duration.minutes(5),
      // Leases keep two from sending the same; one is enough.
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: ROUND,
      // Receivers elsewhere are on the internet.
      network: channels.some(({ kind }) => kind === 'http') ? undefined : props.network,
    });
    notify.function.addLayers(props.layer);
    // The next minute's run does what this one did not.
    notify.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: ROUND });
    new Rule(this, 'EveryMinute', {
      description: 'Sending of alerts',
      schedule: Schedule.rate(ROUND),
      targets: [new LambdaFunction(notify.function, { retryAttempts: 0, maxEventAge: ROUND })],
    });
    this.givenUp(props, notify);
  }

  /** Messages no channel took in four hours of trying. */
  private givenUp({ platform, topic }: NotifyProps, { logGroup }: PlatformFunction): void {
    platformAlarm(this, 'GivenUpAlarm', {
      platform,
      topic,
      name: 'AlertsGivenUp',
      handler: HANDLER,
      statistic: 'Maximum',
      threshold: 1,
      description: `Alerts reached nobody: read ${logGroup.logGroupName} for the reasons, mend the channel, then send them again`,
      runbook: 'alerts-reached-nobody',
    });
  }
}
