import { categoryOf } from '../../lake/table/partition';
import type { Source } from '../../sources/source';
import type { Dialect } from './dialect';

/** Event times asked for, microseconds since the epoch, both included. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;
const DETECTION_FINDING = 2004;

/**
 * The conditions that every query has, joined by and: partitions, source, no findings (they repeat what their events
 * say). One line each.
 */
export function scopeOf(
  source: Pick<Source, 'id' | 'classes'>,
  dialect: Dialect,
  range: TimeRange | undefined,
): readonly string[] {
  const column = (name: string) => dialect.quoteName(name);
  const categories = [...new Set(source.classes.map(categoryOf))].sort();
  return [
    ...(range ? [partitions(range, column), times(range, column)] : []),
    `${column('event_category')} IN (${categories.map((category) => dialect.quoteText(category)).join(', ')})`,
    `${column('source')} = ${dialect.quoteText(source.id)}`,
    `${column('class_uid')} <> ${DETECTION_FINDING}`,
  ];
}

type Column = (name: string) => string;

function times({ from, to }: TimeRange, column: Column): string {
  return `${column('time_us')} BETWEEN ${from} AND ${to}`;
}

/** The partitions of a range: hours of one day, days of at most 31 days, else months. */
function partitions({ from, to }: TimeRange, column: Column): string {
  const [first, last] = [new Date(Math.floor(from / 1000)), new Date(Math.floor(to / 1000))];
  const days = Math.floor(last.getTime() / DAY) - Math.floor(first.getTime() / DAY);
  if (days === 0) {
    const hours = between(column('hour'), first.getUTCHours(), last.getUTCHours());
    return `${year(first, column)} AND ${month(first, column)} AND ${day(first, first, column)} AND ${hours}`;
  }
  const groups = days <= 31 ? byMonth(first, last, column) : byYear(first, last, column);
  return groups.length === 1
    ? (groups[0] ?? 'true')
    : `(${groups.map((group) => `(${group})`).join(' OR ')})`;
}

function byMonth(first: Date, last: Date, column: Column): readonly string[] {
  const groups: string[] = [];
  for (let at = first; at.getTime() <= last.getTime(); at = monthAfter(at)) {
    const end = new Date(Math.min(last.getTime(), monthAfter(at).getTime() - 1));
    groups.push(`${year(at, column)} AND ${month(at, column)} AND ${day(at, end, column)}`);
  }
  return groups;
}

function byYear(first: Date, last: Date, column: Column): readonly string[] {
  const groups: string[] = [];
  const [from, to] = [first.getUTCFullYear(), last.getUTCFullYear()];
  const [fromMonth, toMonth] = [first.getUTCMonth() + 1, last.getUTCMonth() + 1];
  if (from === to) {
    return [`${year(first, column)} AND ${between(column('month'), fromMonth, toMonth)}`];
  }
  groups.push(`${year(first, column)} AND ${column('month')} >= ${fromMonth}`);
  if (to - from > 1) {
    groups.push(between(column('year'), from + 1, to - 1));
  }
  groups.push(`${year(last, column)} AND ${column('month')} <= ${toMonth}`);
  return groups;
}

function monthAfter(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1));
}

function year(date: Date, column: Column): string {
  return `${column('year')} = ${date.getUTCFullYear()}`;
}

function month(date: Date, column: Column): string {
  return `${column('month')} = ${date.getUTCMonth() + 1}`;
}

function day(from: Date, to: Date, column: Column): string {
  return between(column('day'), from.getUTCDate(), to.getUTCDate());
}

function between(column: string, low: number, high: number): string {
  return low === high ? `${column} = ${low}` : `${column} BETWEEN ${low} AND ${high}`;
}
