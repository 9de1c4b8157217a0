import type { MetricsInsightsAlarm } from '../../../lib/monitors/compile/metrics-insights';
import { type InsightsQuery, parseInsights } from './insights-query';

/** What CloudWatch recorded of one resource: a value a period, from the first that it lived in. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly first: number;
  readonly values: readonly number[];
}

/**
 * The contributors of an alarm that are in ALARM after each period, by their dimensions: a reading of our own of what
 * CloudWatch documents of Metrics Insights and of how alarms are evaluated, missing values not breaching.
 */
export function contributorsInAlarm(
  alarm: MetricsInsightsAlarm,
  recorded: readonly Series[],
  periods: number,
): string[][] {
  const query = parseInsights(alarm.expression);
  const groups = new Map<string, Series[]>();
  for (const one of recorded.filter((series) => isWatched(query, series))) {
    const label = query.groupBy.map((name) => one.dimensions[name]).join('/');
    groups.set(label, [...(groups.get(label) ?? []), one]);
  }
  return Array.from({ length: periods }, (_, now) =>
    [...groups].filter(([, group]) => breaches(alarm, query, group, now)).map(([label]) => label),
  );
}

function isWatched({ namespace, metric, schema, where }: InsightsQuery, one: Series): boolean {
  return (
    one.metric === metric &&
    one.namespace === namespace &&
    [...schema].sort().join() === Object.keys(one.dimensions).sort().join() &&
    where.every(({ tag, key, value }) => (tag ? one.tags : one.dimensions)[key] === value)
  );
}

const TOGETHER: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  COUNT: (values) => values.length,
};

function breaches(
  { comparison, threshold, periods }: MetricsInsightsAlarm,
  { statistic }: InsightsQuery,
  group: readonly Series[],
  now: number,
): boolean {
  const compare = {
    GreaterThanThreshold: (value: number) => value > threshold,
    GreaterThanOrEqualToThreshold: (value: number) => value >= threshold,
    LessThanThreshold: (value: number) => value < threshold,
    LessThanOrEqualToThreshold: (value: number) => value <= threshold,
  }[comparison];
  return Array.from({ length: periods }, (_, back) =>
    group.flatMap(({ values, first }) => values[now - back - first] ?? []),
  ).every((values) => values.length > 0 && compare(TOGETHER[statistic]?.(values) ?? Number.NaN));
}
