import { type Alert, eventsOf } from './alert';
import type { MessageQuery } from './message';

/** Engines that read the one statement below as it is: whole numbers and plain literals, nothing of one dialect. */
const ENGINES = ['duckdb', 'athena', 'spark', 'bigquery'] as const;

/** Characters that no engine's string literal reads as anything else. An id with others is left out of the query. */
const PLAIN = /^[\w.:/@ +=-]{1,200}$/;

const COLUMNS =
  'time_us, user_id, source_ip, operation, resource_uid, status, source, raw_object, record, event';

/**
 * SQL that shows the events of an alert's newest findings, for each engine: only the hours they are in, so that no
 * engine reads more than it must.
 */
export function alertQueries({ newest }: Pick<Alert, 'newest'>): MessageQuery[] {
  const events = newest.flatMap(eventsOf).filter(({ event }) => PLAIN.test(event));
  if (events.length === 0) {
    return [];
  }
  const literals = new Set(events.map(({ event }) => `'${event}'`));
  const hours = [...new Set(events.map(({ time }) => hourOf(time)))].sort();
  const sql = [
    `SELECT ${COLUMNS}`,
    'FROM security_events',
    `WHERE (${hours.join('\n    OR ')})`,
    `  AND event_uid IN (${[...literals].join(', ')})`,
    'ORDER BY time_us',
  ].join('\n');
  return ENGINES.map((engine) => ({ engine, sql }));
}

function hourOf(millis: number): string {
  const time = new Date(millis);
  const parts = [time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate(), time.getUTCHours()];
  return `year = ${parts[0]} AND month = ${parts[1]} AND day = ${parts[2]} AND hour = ${parts[3]}`;
}
