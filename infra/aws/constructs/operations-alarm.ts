import { Alarm, type ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface OperationsAlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods in a row that it is reached. @default 1 */
  readonly periods?: number;
  /** @default at the threshold or above it */
  readonly comparison?: ComparisonOperator;
  /** What is wrong, where to read of it, and what to do. */
  readonly description: string;
  readonly topic: ITopic;
}

/** Tells people once a metric reaches a threshold; what has no value is well. */
export function operationsAlarm(scope: Construct, id: string, props: OperationsAlarmProps): void {
  const { metric, threshold, periods = 1, comparison, description, topic } = props;
  const alarm = new Alarm(scope, id, {
    alarmDescription: description,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: comparison,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
