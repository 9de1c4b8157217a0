import { Alarm, type ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type RunbookId, runbookLine } from '../../../lib/health/runbooks';

export interface OperationsAlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods in a row that it is reached. @default 1 */
  readonly periods?: number;
  /** @default at the threshold or above it */
  readonly comparison?: ComparisonOperator;
  /** What no value means: most metrics are told of something that went wrong. @default that all is well */
  readonly missing?: TreatMissingData;
  /** What is wrong, where to read of it, and what to do first. */
  readonly description: string;
  /** Section of RUNBOOKS.md, which the description ends with. */
  readonly runbook: RunbookId;
  readonly topic: ITopic;
}

/** Tells people once a metric reaches a threshold, and once it no longer does: whoever is called wants to know both. */
export function operationsAlarm(scope: Construct, id: string, props: OperationsAlarmProps): void {
  const { metric, threshold, periods = 1, comparison, missing, description, runbook, topic } = props;
  const alarm = new Alarm(scope, id, {
    alarmDescription: `${description}. ${runbookLine(runbook)}`,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: comparison,
    treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
  });
  const people = new SnsAction(topic);
  alarm.addAlarmAction(people);
  alarm.addOkAction(people);
}
