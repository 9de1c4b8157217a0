import type { CloudWatchMetric, Statistic } from '../cloudwatch-metric';
import type { Operator } from '../condition';
import { type CustomMetric, labelsOf, type Monitor } from '../monitor';
import { metricsOf } from '../resource-types';
import { isReserved } from './reserved-words';

/** An alarm on a Metrics Insights query that has a series for each resource. */
export interface MetricsInsightsAlarm {
  readonly expression: string;
  readonly comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly threshold: number;
  readonly periodSeconds: number;
  /** Periods in a row that the condition must hold. */
  readonly periods: number;
}

/** Characters of a query in an alarm. Source: Amazon CloudWatch API Reference, MetricDataQuery. */
export const LONGEST_EXPRESSION = 2048;
/** An alarm on a query looks back no further. Source: Amazon CloudWatch User Guide, "Limits" of alarms. */
export const LONGEST_MINUTES = 180;

const COMPARISONS: Readonly<Record<Operator, MetricsInsightsAlarm['comparison']>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

const STATISTICS: Readonly<Record<CustomMetric['statistic'], Statistic>> = {
  average: 'AVG',
  count: 'COUNT',
  maximum: 'MAX',
  minimum: 'MIN',
  sum: 'SUM',
};

/** EC2's basic monitoring gives a value in five minutes; a shorter period would find most of them missing. */
const PERIOD_SECONDS = 300;

/**
 * A monitor as a CloudWatch alarm. It names no resource: each that has the tags is a contributor of its own, from its
 * first value on and until it is gone. A query of many series must say in which order: the worst are the first, of the
 * at most 500 that are looked at. Rates need no arithmetic of several queries, which alarms take of single series
 * alone: they are averages of metrics that are 1 or 0.
 * Source: Amazon CloudWatch User Guide, "Create a CloudWatch alarm based on a Metrics Insights query"; "Query
 * components and syntax in CloudWatch Metrics Insights".
 */
export function toMetricsInsights(monitor: Monitor): MetricsInsightsAlarm {
  const { condition, minutes } = monitor;
  const metric = metricOf(monitor);
  return {
    expression: expressionOf(monitor, metric),
    comparison: COMPARISONS[condition.operator],
    threshold: condition.value / (metric.unit ?? 1),
    periodSeconds: PERIOD_SECONDS,
    periods: Math.max(1, Math.ceil((minutes * 60) / PERIOD_SECONDS)),
  };
}

function metricOf({ resourceType, condition, custom }: Monitor): CloudWatchMetric {
  const metric = custom
    ? { ...custom, statistic: STATISTICS[custom.statistic] }
    : metricsOf(resourceType)[condition.metric]?.aws;
  if (!metric) {
    throw new Error(`${condition.metric}: no metric of ${resourceType}`);
  }
  return metric;
}

function expressionOf(monitor: Monitor, metric: CloudWatchMetric): string {
  const { namespace, name, statistic, dimensions, resource = dimensions } = metric;
  const prefix = labelsOf(monitor) === undefined ? 'tag.' : '';
  const where = Object.entries(monitor.tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${prefix}${identifier(key)} = ${quoted(value, "'")}`)
    .join(' AND ');
  const schema = [quoted(namespace, '"'), ...dimensions.map(identifier)].join(', ');
  return [
    `SELECT ${statistic}(${identifier(name)})`,
    `FROM SCHEMA(${schema})`,
    ...(where === '' ? [] : [`WHERE ${where}`]),
    `GROUP BY ${resource.map(identifier).join(', ')}`,
    `ORDER BY ${statistic}() ${monitor.condition.operator.startsWith('>') ? 'DESC' : 'ASC'}`,
  ].join(' ');
}

/** A name as it is, where it can be nothing else. */
function identifier(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReserved(name) ? name : quoted(name, '"');
}

function quoted(text: string, quote: '"' | "'"): string {
  return `${quote}${text.replaceAll(/['"\\]/g, '\\$&')}${quote}`;
}
