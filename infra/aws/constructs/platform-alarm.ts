import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { METRICS, type MetricDefinition, type MetricName } from '../../../lib/telemetry';
import { type OperationsAlarmProps, operationsAlarm } from './operations-alarm';

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
  if (by !== undefined && of === undefined) {
    throw new Error(
      `metric ${name} is told by ${by}, got no value of it: give \`of\`, or nothing is ever shown`,
    );
  }
  return new Metric({
    namespace: platform.name,
    metricName: name,
    dimensionsMap: { service: handler, ...(by === undefined || of === undefined ? {} : { [by]: of }) },
    statistic,
    period: period ?? Duration.minutes(5),
  });
}

export type PlatformAlarmProps = PlatformMetricProps & Omit<OperationsAlarmProps, 'metric'>;

/** Tells people once a metric of the platform reaches a threshold. */
export function platformAlarm(scope: Construct, id: string, props: PlatformAlarmProps): void {
  operationsAlarm(scope, id, { ...props, metric: platformMetric(props) });
}
