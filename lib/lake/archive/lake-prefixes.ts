import { EVENT_CATEGORIES, EVENTS_PREFIX, type EventCategory, partitionPrefix } from '../table/partition';
import type { TimeSpan } from './archived-hours';

const HOUR_MICROS = 3_600_000_000;
const HOURS_A_DAY = 24;

/**
 * Prefixes of the lake that together hold the partitions of a time span, and no others: whole days as one each, so that
 * a year is listed in some hundred requests. Categories, unless they are all, are told apart by `isOfCategory`.
 */
export function* lakePrefixes({ from, to }: TimeSpan): Iterable<string> {
  const end = Math.ceil(to / HOUR_MICROS);
  for (let hour = Math.floor(from / HOUR_MICROS); hour < end; ) {
    const wholeDay = hour % HOURS_A_DAY === 0 && hour + HOURS_A_DAY <= end;
    yield folderOf(hour, wholeDay ? 'day=' : 'hour=');
    hour += wholeDay ? HOURS_A_DAY : 1;
  }
}

/** The partition's path down to one of its folders. */
function folderOf(hour: number, part: 'day=' | 'hour='): string {
  const path = partitionPrefix(hour, EVENT_CATEGORIES[0]);
  return path.slice(0, path.indexOf('/', path.indexOf(`/${part}`) + 1) + 1);
}

/** Whether an object of the lake is of one of some event categories. */
export function isOfCategory(key: string, categories: readonly EventCategory[]): boolean {
  return (
    key.startsWith(EVENTS_PREFIX) &&
    categories.some((category) => key.includes(`/event_category=${category}/`))
  );
}
