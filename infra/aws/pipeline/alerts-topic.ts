import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alertsTopicName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface AlertsTopicProps extends PlatformProps {
  readonly key: IKey;
}

/** Alerts for people, as mails: the channel `native`. Only the function `notify` is given the right to publish. */
export class AlertsTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { platform, key }: AlertsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: alertsTopicName(platform),
      displayName: 'Kumomori alerts',
      masterKey: key,
      enforceSSL: true,
    });
  }
}
