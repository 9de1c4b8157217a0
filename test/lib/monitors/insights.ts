import type { MetricsInsightsAlarm } from '../../../lib/monitors/compile/metrics-insights';

/** What CloudWatch recorded of one resource: a value a period, from the first that it lived in. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly first: number;
  readonly values: readonly number[];
}

const QUERY =
  /^SELECT (AVG|MAX|MIN|SUM)\((\w+)\) FROM "([^"]+)"(?: WHERE (.+?))? GROUP BY ([\w, ]+) ORDER BY \1\(\) (ASC|DESC)$/;
const TEST = /^tag\.(?:"([^"]+)"|(\w+)) = '([^']*)'$/;

/**
 * The contributors of an alarm that are in ALARM after each period, by their dimensions: a reading of our own of what
 * CloudWatch documents of Metrics Insights and of how alarms are evaluated, missing values not breaching.
 */
export function contributorsInAlarm(
  alarm: MetricsInsightsAlarm,
  recorded: readonly Series[],
  periods: number,
): string[][] {
  const [, , metric, namespace, where, groupBy = ''] = QUERY.exec(alarm.expression) ?? [];
  const tests = (where === undefined ? [] : where.split(' AND ')).map((text) => {
    const [, quoted, plain, value] = TEST.exec(text) ?? [];
    return { key: quoted ?? plain ?? '', value };
  });
  const watched = recorded.filter(
    (one) =>
      one.metric === metric &&
      one.namespace === namespace &&
      tests.every(({ key, value }) => one.tags[key] === value),
  );
  const label = ({ dimensions }: Series) =>
    groupBy
      .split(', ')
      .map((name) => dimensions[name])
      .join('/');
  return Array.from({ length: periods }, (_, now) =>
    watched.filter((one) => breaches(alarm, one, now)).map(label),
  );
}

function breaches(
  { comparison, threshold, periods }: MetricsInsightsAlarm,
  one: Series,
  now: number,
): boolean {
  const compare = {
    GreaterThanThreshold: (value: number) => value > threshold,
    GreaterThanOrEqualToThreshold: (value: number) => value >= threshold,
    LessThanThreshold: (value: number) => value < threshold,
    LessThanOrEqualToThreshold: (value: number) => value <= threshold,
  }[comparison];
  return Array.from({ length: periods }, (_, back) => one.values[now - back - one.first]).every(
    (value) => value !== undefined && compare(value),
  );
}
