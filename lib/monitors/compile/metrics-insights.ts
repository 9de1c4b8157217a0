import type { Operator } from '../condition';
import type { Monitor } from '../monitor';
import { labelsOf, metricsOf, RESOURCE_TYPES } from '../resource-types';

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

const COMPARISONS: Readonly<Record<Operator, MetricsInsightsAlarm['comparison']>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

/** EC2's basic monitoring gives a value in five minutes; a shorter period would find most of them missing. */
const PERIOD_SECONDS = 300;

/**
 * A monitor as a CloudWatch alarm. It names no resource: each that has the tags is a contributor of its own, from its
 * first value on and until it is gone. A query of many series must say in which order: the worst are the first, of the
 * at most 500 that are looked at.
 * Source: Amazon CloudWatch User Guide, "Create a CloudWatch alarm based on a Metrics Insights query"; "Query
 * components and syntax in CloudWatch Metrics Insights".
 */
export function toMetricsInsights({ resourceType, tags, condition, minutes }: Monitor): MetricsInsightsAlarm {
  const { namespace, dimensions } = RESOURCE_TYPES[resourceType].aws;
  const labels = labelsOf(resourceType);
  const metric = metricsOf(resourceType)[condition.metric];
  if (!metric) {
    throw new Error(`${condition.metric}: no metric of ${resourceType}`);
  }
  const where = Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${labels === undefined ? `tag.${name(key)}` : key} = '${value}'`)
    .join(' AND ');
  const worstFirst = condition.operator.startsWith('>') ? 'DESC' : 'ASC';
  return {
    expression: [
      `SELECT ${metric.statistic}(${metric.aws})`,
      // Of metrics that are told at several levels, those of this one.
      labels === undefined ? `FROM "${namespace}"` : `FROM SCHEMA("${namespace}", ${labels.join(', ')})`,
      ...(where === '' ? [] : [`WHERE ${where}`]),
      `GROUP BY ${dimensions.join(', ')}`,
      `ORDER BY ${metric.statistic}() ${worstFirst}`,
    ].join(' '),
    comparison: COMPARISONS[condition.operator],
    threshold: condition.value,
    periodSeconds: PERIOD_SECONDS,
    periods: Math.max(1, Math.ceil((minutes * 60) / PERIOD_SECONDS)),
  };
}

function name(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : `"${key}"`;
}
