import type { Dialect } from '../../sigma/sql/dialect';
import { quoteName, TABLE_NAME } from '../table/duckdb-view';
import { lastBefore, withinTimes } from '../table/time-range-sql';

/** What a query asks of one place: a mark for each part of `security_events` that it reads. */
export interface QueryParts {
  /** The table, the times asked for, and the conditions that these make: `FROM … WHERE …`, to go on with AND. */
  readonly events: string;
  /** Text of the scalar at a path of the event's JSON. */
  at(...path: readonly string[]): string;
  /** Whether a regular expression, one that every engine reads alike, is found anywhere in a text. */
  matches(text: string, pattern: string): string;
  /** Text of the list at a path of the event's JSON. */
  listAt(...path: readonly string[]): string;
}

/** A question of an investigation, asked of any engine. */
export interface SavedQuery {
  /** kebab-case; never changed, for people link to it. */
  readonly id: string;
  readonly title: string;
  /** What the rows say, and what to look for in them. */
  readonly description: string;
  /** The query after `WITH times …, asked …`: begins with SELECT, or with a name and AS for a further common table. */
  sql(parts: QueryParts): string;
}

/** Times a query is asked of: UTC, `2024-08-12 10:00:00`; the first included, the last not. */
export interface AskedTimes {
  readonly since: string;
  readonly until: string;
}

const TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * The query to paste, of the table or a view of it: titled, with its two times in the line after. Throws for a time
 * written otherwise.
 */
export function writeQuery(
  query: SavedQuery,
  dialect: Dialect,
  times: AskedTimes,
  table: string = TABLE_NAME,
): string {
  for (const time of [times.since, times.until]) {
    if (!TIME.test(time)) {
      throw new Error(`${query.id}: times are written 2024-08-12 10:00:00 (UTC), got ${time}`);
    }
  }
  const asked = `WITH times AS (SELECT TIMESTAMP '${times.since}' AS since, TIMESTAMP '${times.until}' AS until),
asked AS (SELECT since, until, ${lastBefore('until')} AS last FROM times)`;
  const body = query.sql(partsFor(dialect, table));
  const joined = body.startsWith('SELECT') ? `${asked}\n${body}` : `${asked},\n${body}`;
  return `-- ${query.title}\n-- ${query.description}\n${joined}`;
}

function partsFor(dialect: Dialect, table: string): QueryParts {
  return {
    events: `FROM ${quoteName(table)} CROSS JOIN asked\nWHERE ${withinTimes('since', 'until', 'last').join('\n  AND ')}`,
    at: (...path) => `(${dialect.scalarAt(path)})`,
    matches: (text, pattern) => dialect.matches(text, pattern),
    listAt: (...path) => dialect.firstText(dialect.textsAt(path.map((key) => ({ key })))),
  };
}
