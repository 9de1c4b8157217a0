import { Duration } from 'aws-cdk-lib';
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { METRICS, type MetricDefinition, type MetricName } from '../../../lib/telemetry';

export interface PlatformMetricProps {
  readonly platform: ResolvedPlatform;
  readonly name: MetricName;
  /** Handler that tells it: PlatformFunction names the service after it. */
  readonly handler: string;
  /** Value of the metric's dimension, where it has one. */
  readonly of?: string;
  readonly statistic: 'Sum' | 'Maximum';
  /** @default 5 minutes */
  readonly period?: Duration;
}

/** A metric that a function of the platform tells, as lib/targets/aws/telemetry.ts writes it. */
export function platformMetric({
  platform,
  name,
  handler,
  of,
  statistic,
  period,
}: PlatformMetricProps): Metric {
  const { by }: MetricDefinition = METRICS[name];
  return new Metric({
    namespace: platform.name,
    metricName: name,
    dimensionsMap: { service: handler, ...(by === undefined || of === undefined ? {} : { [by]: of }) },
    statistic,
    period: period ?? Duration.minutes(5),
  });
}

export interface PlatformAlarmProps extends PlatformMetricProps {
  readonly threshold: number;
  /** What is wrong, where to read of it, and what to do. */
  readonly description: string;
  readonly topic: ITopic;
}

/** Tells the operators once a metric of the platform reaches a threshold. */
export function platformAlarm(scope: Construct, id: string, props: PlatformAlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmDescription: props.description,
    metric: platformMetric(props),
    threshold: props.threshold,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}
