import { Buffer } from 'node:buffer';
import { COLUMNS } from './columns';
import { quoteName, TABLE_NAME } from './duckdb-view';
import { type GlueColumn, glueColumn } from './glue';
import { PARTITION_COLUMNS } from './partition';
import { withinTimes } from './time-range-sql';
import { TYPES } from './types';

/** A view with every column of `security_events`. */
export interface EventView {
  readonly name: string;
  readonly comment: string;
  readonly sql: string;
}

const ALL = [...COLUMNS, ...PARTITION_COLUMNS];

/** The times most asked for; each view opens the partitions of its time alone. */
export const RECENT_VIEWS: readonly EventView[] = [
  recent('hour', "INTERVAL '1' HOUR"),
  recent('day', "INTERVAL '1' DAY"),
  recent('week', "INTERVAL '7' DAY"),
  recent('month', "INTERVAL '30' DAY"),
];

function recent(period: string, interval: string): EventView {
  // Whatever time zone the session has.
  const now = "(current_timestamp AT TIME ZONE 'UTC')";
  const asked = `SELECT CAST(${now} - ${interval} AS timestamp) AS since, CAST(${now} AS timestamp) AS until`;
  return {
    name: `${TABLE_NAME}_last_${period}`,
    comment: `Events of the last ${period}, up to now`,
    sql: eventsWithin(`(${asked}) AS asked`),
  };
}

/** The events of some categories: what a team with these sees, so that its queries open nothing else. */
export function categoryView(name: string, categories: readonly string[]): EventView {
  const list = categories.map((category) => `'${category}'`).join(', ');
  return {
    name,
    comment: `Events of ${categories.join(', ')}`,
    sql: `SELECT ${columnList('')} FROM ${quoteName(TABLE_NAME)} WHERE event_category IN (${list})`,
  };
}

/**
 * A statement to be prepared: the events of the table, or a view of it, between two times, given as
 * `EXECUTE … USING TIMESTAMP '…', TIMESTAMP '…'`.
 */
export function eventsBetween(table: string = TABLE_NAME): string {
  const asked = 'WITH asked AS (SELECT CAST(? AS timestamp) AS since, CAST(? AS timestamp) AS until)';
  return `${asked}\n${eventsWithin('asked', table)}\nORDER BY time_us LIMIT 10000`;
}

function eventsWithin(asked: string, table: string = TABLE_NAME): string {
  const events = `${quoteName(table)} AS events CROSS JOIN ${asked}`;
  return `SELECT ${columnList('events.')} FROM ${events} WHERE ${withinTimes('asked.since', 'asked.until').join(' AND ')}`;
}

function columnList(of: string): string {
  return ALL.map(({ name }) => of + quoteName(name)).join(', ');
}

/**
 * What the Glue Data Catalog keeps of a Trino view in `ViewOriginalText`. Source: Trino's Hive connector,
 * `PrestoViewReader`; Athena's views are written the same way.
 */
export function viewText(
  { sql, comment }: Pick<EventView, 'sql' | 'comment'>,
  database: string,
  catalog = 'awsdatacatalog',
  columns: readonly TrinoColumn[] = ALL.map(({ name, type }) => ({ name, type: TYPES.trino[type] })),
): string {
  const definition = {
    originalSql: sql,
    catalog,
    schema: database,
    columns,
    comment,
    runAsInvoker: true,
  };
  return `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`;
}

/** A column of a view, its type as Trino writes it. */
export interface TrinoColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of a view as the Glue Data Catalog lists them. */
export function viewColumns(): GlueColumn[] {
  return ALL.map(glueColumn);
}
