import { parseTimestamp } from '../../time';
import type { TimeSpan } from './archived-hours';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const RECENT: Readonly<Record<string, number>> = { hour: DAY / 24, day: DAY, week: 7 * DAY, month: 30 * DAY };

const VIEW = /\bsecurity_events_last_(hour|day|week|month)\b/;
/** `BETWEEN` or `USING`, as `events_between` is asked. */
const BETWEEN =
  /\b(?:BETWEEN|USING)\s+TIMESTAMP\s+'([^']{1,40})'\s{0,9}(?:AND|,)\s{0,9}TIMESTAMP\s+'([^']{1,40})'/i;
const PART = (name: string) => new RegExp(`\\b${name}"?\\s{0,9}=\\s{0,9}(\\d{1,4})\\b`, 'i');
const [YEAR, MONTH, DAY_OF_MONTH, HOUR] = ['year', 'month', 'day', 'hour'].map(PART);

/**
 * The times that a query plainly asks for: a view of recent times, two timestamps, or partitions named by `=`.
 * Undefined when it says them otherwise, or not at all. For remarks about the query, never for its answer.
 */
export function askedTimes(sql: string, nowMicros: number): TimeSpan | undefined {
  const recent = RECENT[VIEW.exec(sql)?.[1] ?? ''];
  if (recent !== undefined) {
    return { from: nowMicros - recent, to: nowMicros };
  }
  const [, first, last] = BETWEEN.exec(sql) ?? [];
  const [from, to] = [parseTimestamp(first ?? ''), parseTimestamp(last ?? '')];
  return from !== undefined && to !== undefined && from <= to ? { from, to: to + 1 } : partitionTimes(sql);
}

/** `year = 2024 AND month = 8`: from the widest part on, as far as they are named. */
function partitionTimes(sql: string): TimeSpan | undefined {
  const [year, month, day, hour] = [YEAR, MONTH, DAY_OF_MONTH, HOUR].map((part) => numberIn(part, sql));
  // Of two years, or of one year or another, the first alone would be the wrong answer.
  if (year === undefined || /\bOR\b/i.test(sql) || sql.split(/\byear\b/i).length > 2) {
    return undefined;
  }
  if (month === undefined) {
    return spanOf(Date.UTC(year, 0), Date.UTC(year + 1, 0));
  }
  if (day === undefined) {
    return spanOf(Date.UTC(year, month - 1), Date.UTC(year, month));
  }
  return hour === undefined
    ? spanOf(Date.UTC(year, month - 1, day), Date.UTC(year, month - 1, day + 1))
    : spanOf(Date.UTC(year, month - 1, day, hour), Date.UTC(year, month - 1, day, hour + 1));
}

function numberIn(part: RegExp | undefined, sql: string): number | undefined {
  const found = part?.exec(sql)?.[1];
  return found === undefined ? undefined : Number(found);
}

function spanOf(fromMillis: number, toMillis: number): TimeSpan {
  return { from: fromMillis * 1000, to: toMillis * 1000 };
}
