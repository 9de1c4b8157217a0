import { Aws } from 'aws-cdk-lib';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ResolvedCost } from '../../../lib/config/resolve-cost';
import type { RunbookId } from '../../../lib/health/runbooks';
import { costAnomaliesName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface AnomaliesProps extends PlatformProps {
  readonly anomalies: NonNullable<ResolvedCost['anomalies']>;
  readonly topic: ITopic;
}

const RUNBOOK: RunbookId = 'cost-anomaly';

/**
 * Costs that are unlike what they were, told at once. An account has one monitor of each dimension at most, and AWS
 * makes one of services for new accounts: an organization is watched by its accounts, and one that is there is named.
 * CloudFormation says AlreadyExists, without a word more, where that is overlooked.
 */
export class Anomalies extends Construct {
  constructor(scope: Construct, id: string, props: AnomaliesProps) {
    super(scope, id);
    const { platform, anomalies, topic } = props;
    const { leastUsd, monitorArn } = anomalies;
    const subscription = new CfnAnomalySubscription(this, 'Subscription', {
      subscriptionName: costAnomaliesName(platform),
      frequency: 'IMMEDIATE',
      monitorArnList: [
        monitorArn?.replace(/^arn:aws:/, `arn:${Aws.PARTITION}:`) ?? this.monitor(props).attrMonitorArn,
      ],
      subscribers: [{ type: 'SNS', address: topic.topicArn }],
      thresholdExpression: JSON.stringify({
        Dimensions: {
          Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          MatchOptions: ['GREATER_THAN_OR_EQUAL'],
          Values: [String(leastUsd)],
        },
      }),
      resourceTags: [{ key: 'runbook', value: RUNBOOK }],
    });
    subscription.node.addDependency(topic);
  }

  private monitor({ platform, aws }: AnomaliesProps): CfnAnomalyMonitor {
    return new CfnAnomalyMonitor(this, 'Monitor', {
      monitorName: costAnomaliesName(platform),
      monitorType: 'DIMENSIONAL',
      monitorDimension: aws.organizationId === undefined ? 'SERVICE' : 'LINKED_ACCOUNT',
    });
  }
}
