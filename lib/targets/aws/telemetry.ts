import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type DimensionOf, METRICS, type MetricDefinition, type MetricName } from '../../telemetry';

/** Lines of JSON with level, request and cold start; never of what logs hold. */
export const logger = new Logger();

const metrics = new Metrics();

/**
 * Tells a metric of the platform in CloudWatch's embedded format: a line of the log, no call. Its namespace is the
 * platform's name, which PlatformFunction sets.
 *
 * @param of value of the metric's dimension, of each metric that has one: without it the value would be a series that
 *   nobody watches
 */
export function emit<N extends MetricName>(name: N, value: number, ...[of]: DimensionOf<N>): void {
  const { unit, by }: MetricDefinition = METRICS[name];
  const single = metrics.singleMetric();
  if (by !== undefined && of !== undefined) {
    single.addDimension(by, of);
  }
  single.addMetric(name, MetricUnit[unit], value);
}
