import { TABLE_NAME } from '../lake/table/duckdb-view';
import type { Baseline, Measure } from './baseline';
import { WHOLE_PATTERN } from './cells';
import { conditionSql, type ProfileDialect } from './condition';
import type { Window } from './window';

/** Rows of a window that are judged; amounts come largest first. */
const MOST_AMOUNTS = 10_000;
/** Entities of a day that are remembered, those with the largest amounts; the others are taken for new ones. */
export const MOST_ENTITIES = 20_000;
/** Characters of a value: what comes from logs can be of any length. */
export const LONGEST_VALUE = 200;
/** Pairs of entity and value: a day with more cannot say what was never there, see `profileOf`. */
export const MOST_VALUES = 100_000;

/**
 * What entities did in a window, to be judged: their columns, the value where values are judged, `amount`, `first_us`
 * (the earliest event) and `event_uid` (of that event, where single events are judged). Only this window's partitions
 * are read: the past comes from profiles, for reading it again every hour would cost its length times as much, and
 * because Trino has no exact median, so that engines would judge differently.
 */
export function windowSql(baseline: Baseline, window: Window, dialect: ProfileDialect): string {
  const { judge } = baseline;
  const valued = judge.kind === 'never';
  // Nearly every event id differs: reading them for flows would cost more than all else.
  const uid = valued ? ',\n  min_by(event_uid, time_us) AS event_uid' : '';
  const having = valued ? '' : `\nHAVING ${amountSql(baseline.measure, dialect)} >= ${judge.floor}`;
  const order = valued ? keyNames(baseline).join(', ') : `amount DESC, ${keyNames(baseline).join(', ')}`;
  return `SELECT ${columnsOf(baseline)},
  ${amountSql(baseline.measure, dialect)} AS amount, min(time_us) AS first_us${uid}
${eventsSql(baseline, window, dialect)}
GROUP BY ${groupOf(baseline)}${having}
ORDER BY ${order}
LIMIT ${valued ? MOST_VALUES : MOST_AMOUNTS}`;
}

/**
 * What entities did in a day, to be remembered: their columns, the value where values are, and `amount`: of an hourly
 * measure that of the busiest hour. One row more than is remembered says that there were more.
 */
export function profileSql(baseline: Baseline, day: Window, dialect: ProfileDialect): string {
  const { judge, window, measure } = baseline;
  const names = keyNames(baseline).join(', ');
  const amount = `${amountSql(measure, dialect)} AS amount`;
  const events = eventsSql(baseline, day, dialect);
  if (judge.kind === 'never') {
    return `SELECT ${columnsOf(baseline)}, ${amount}\n${events}\nGROUP BY ${groupOf(baseline)}\nORDER BY ${names}\nLIMIT ${MOST_VALUES + 1}`;
  }
  const end = `ORDER BY amount DESC, ${names}\nLIMIT ${MOST_ENTITIES + 1}`;
  return window === 'day'
    ? `SELECT ${columnsOf(baseline)}, ${amount}\n${events}\nGROUP BY ${groupOf(baseline)}\n${end}`
    : `SELECT ${names}, max(amount) AS amount FROM (
SELECT ${columnsOf(baseline)}, hour, ${amount}
${events}
GROUP BY ${groupOf(baseline)}, hour
) AS hourly
GROUP BY ${names}
${end}`;
}

/** Names of the columns that a row is told apart by: the entity's, then the value. */
export function keyNames({ entity, measure }: Pick<Baseline, 'entity' | 'measure'>): readonly string[] {
  const names = entity.map((_, index) => `entity_${index}`);
  return measure.kind === 'values' ? [...names, 'value'] : names;
}

function keysOf({ entity, measure }: Baseline): readonly string[] {
  const parts = entity.map((column, index) =>
    index === entity.length - 1 ? column : `coalesce(${column}, '')`,
  );
  return measure.kind === 'values' ? [...parts, `substr(${measure.column}, 1, ${LONGEST_VALUE})`] : parts;
}

function columnsOf(baseline: Baseline): string {
  const names = keyNames(baseline);
  return keysOf(baseline)
    .map((key, index) => `${key} AS ${names[index]}`)
    .join(', ');
}

/** By expression: engines differ in whether a name of the result may stand here. */
function groupOf(baseline: Baseline): string {
  return keysOf(baseline).join(', ');
}

function amountSql(measure: Measure, dialect: ProfileDialect): string {
  switch (measure.kind) {
    case 'count':
    case 'values':
      return 'count(*)';
    case 'distinct':
      return `count(DISTINCT ${measure.column})`;
    case 'sum':
      return 'column' in measure
        ? `sum(${measure.column})`
        : `sum(${dialect.numberIn(`(${dialect.scalarAt(measure.path)})`, WHOLE_PATTERN)})`;
  }
}

function eventsSql(
  { categories, where, entity, measure }: Baseline,
  window: Window,
  dialect: ProfileDialect,
): string {
  const held = [entity.at(-1), 'column' in measure ? measure.column : undefined].flatMap((name) =>
    name === undefined ? [] : [`${name} IS NOT NULL`],
  );
  return [
    `FROM ${TABLE_NAME}`,
    `WHERE ${partitions(window)}`,
    `  AND event_category IN (${categories.map((category) => dialect.quoteText(category)).join(', ')})`,
    ...held.map((condition) => `  AND ${condition}`),
    `  AND ${conditionSql(where, dialect)}`,
  ].join('\n');
}

/** A partition is an hour of event time: its columns say the window, and no time has to be read. */
export function partitions({ size, start }: Window): string {
  const at = new Date(start / 1000);
  const day = `year = ${at.getUTCFullYear()} AND month = ${at.getUTCMonth() + 1} AND day = ${at.getUTCDate()}`;
  return size === 'day' ? day : `${day} AND hour = ${at.getUTCHours()}`;
}
