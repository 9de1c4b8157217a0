import { fail, ok, type Result } from '../../result';
import type { CorrelationType, ResolvedCorrelation } from './correlation';
import { BOUNDS, type Bound, onlyGrows } from './count-condition';

const OPERATORS: Readonly<Record<Bound, string>> = {
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  eq: '=',
  neq: '<>',
};

/**
 * A correlation as DuckDB SQL over the hits of its rules: one row for each group and slot of event time in which it
 * holds, as `createCorrelator` finds them. `hits` are the queries of its members, in order; each gives `event_uid`,
 * `time_us` (BIGINT), and as text `group_0`, `group_1` … and `value_0`, … in the order of the member's `groupBy` and
 * `fields`. Rows: those groups, `slot`, `count`, `first_us` and `last_us`. The problem says what SQL cannot.
 */
export function correlationSql(correlation: ResolvedCorrelation, hits: readonly string[]): Result<string> {
  const { type, members, title } = correlation;
  if (type === 'temporal_ordered') {
    return fail(
      `correlation "${title}": an order of events (temporal_ordered) has no SQL: it runs in the stream only`,
    );
  }
  if (members.some(({ kind }) => kind === 'correlation')) {
    return fail(
      `correlation "${title}": a correlation over correlations has no SQL: it runs in the stream only`,
    );
  }
  if (hits.length !== members.length) {
    return fail(`correlation "${title}": has ${members.length} rules, got ${hits.length} queries`);
  }
  const groups = correlation.groupBy.map((_, index) => `group_${index}`);
  const values = correlation.fields.map((_, index) => `value_${index}`);
  const present = [...groups, ...values].map((name) => `${name} <> ''`);
  const columns = ['event_uid', 'time_us', ...groups, ...values];
  const sources = hits.map(
    (query, index) => `SELECT ${index} AS member, ${columns.join(', ')} FROM (${query})`,
  );
  const where = present.length === 0 ? '' : ` WHERE ${present.join(' AND ')}`;
  const all = `SELECT DISTINCT * FROM (${sources.join(' UNION ALL ')})${where}`;
  return ok(
    onlyGrows(correlation.condition)
      ? sliding(correlation, all, groups, counted(type, values))
      : closed(correlation, all, groups, counted(type, values)),
  );
}

/** The trailing window of every event; of those that meet the condition, one row a slot. */
function sliding(
  correlation: ResolvedCorrelation,
  all: string,
  groups: readonly string[],
  what: string,
): string {
  const { timespanMicros } = correlation;
  const partition = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `;
  const window = `(${partition}ORDER BY time_us RANGE BETWEEN ${timespanMicros} PRECEDING AND CURRENT ROW)`;
  const keys = [...groups, slotOf(timespanMicros)].join(', ');
  return (
    `SELECT ${keys} AS slot, max(n) AS count, min(first_us) AS first_us, max(time_us) AS last_us ` +
    `FROM (SELECT *, count(DISTINCT ${what}) OVER ${window} AS n, min(time_us) OVER ${window} AS first_us ` +
    `FROM (${all})) WHERE ${holds(correlation, 'n')} GROUP BY ${keys}`
  );
}

/** Slots as a whole. */
function closed(
  correlation: ResolvedCorrelation,
  all: string,
  groups: readonly string[],
  what: string,
): string {
  const keys = [...groups, slotOf(correlation.timespanMicros)].join(', ');
  const count = `count(DISTINCT ${what})`;
  return (
    `SELECT ${keys} AS slot, ${count} AS count, min(time_us) AS first_us, max(time_us) AS last_us ` +
    `FROM (${all}) GROUP BY ${keys} HAVING ${holds(correlation, count)}`
  );
}

function counted(type: Exclude<CorrelationType, 'temporal_ordered'>, values: readonly string[]): string {
  switch (type) {
    case 'event_count':
      return 'event_uid';
    case 'temporal':
      return 'member';
    case 'value_count':
      return values.length === 1 ? values.join() : `row(${values.join(', ')})`;
  }
}

function slotOf(timespanMicros: number): string {
  return `time_us // ${timespanMicros}`;
}

function holds({ condition }: ResolvedCorrelation, count: string): string {
  return BOUNDS.flatMap((bound) => {
    const limit = condition[bound];
    return limit === undefined ? [] : [`${count} ${OPERATORS[bound]} ${limit}`];
  }).join(' AND ');
}
