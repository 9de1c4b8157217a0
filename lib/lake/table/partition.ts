import type { ColumnType } from './types';

/** The kinds of event a directory is made for. */
export const EVENT_CATEGORIES = ['auth', 'network', 'application', 'finding', 'system'] as const;
export type EventCategory = (typeof EVENT_CATEGORIES)[number];

export const PARTITION_COLUMNS = [
  { name: 'year', type: 'int32', comment: 'Year of the event time, UTC' },
  { name: 'month', type: 'int32', comment: 'Month of the event time, 1 to 12, UTC' },
  { name: 'day', type: 'int32', comment: 'Day of the event time, 1 to 31, UTC' },
  { name: 'hour', type: 'int32', comment: 'Hour of the event time, 0 to 23, UTC' },
  { name: 'event_category', type: 'string', comment: `One of ${EVENT_CATEGORIES.join(', ')}` },
] as const satisfies readonly {
  readonly name: string;
  readonly type: ColumnType;
  readonly comment: string;
}[];

/** Where the open hours of the lake are. */
export const EVENTS_PREFIX = 'events/';

const HOUR_MICROS = 3_600_000_000;

/** Hours since the epoch: what `year`, `month`, `day` and `hour` of an event say together. */
export function epochHour(timeMicros: number): number {
  return Math.floor(timeMicros / HOUR_MICROS);
}

/** The directory of a class: OCSF's Identity & Access, Network, Application and Findings; the rest is `system`. */
export function categoryOf(classUid: number): EventCategory {
  switch (Math.floor(classUid / 1000)) {
    case 2:
      return 'finding';
    case 3:
      return 'auth';
    case 4:
      return 'network';
    case 6:
      return 'application';
    default:
      return 'system';
  }
}

/** Key prefix of a partition, ending in `/`: `events/year=2024/month=08/day=12/hour=10/event_category=auth/`. */
export function partitionPrefix(hour: number, category: EventCategory): string {
  const start = new Date(hour * 3_600_000);
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const year = `year=${pad(start.getUTCFullYear(), 4)}`;
  const month = `month=${pad(start.getUTCMonth() + 1, 2)}`;
  const day = `day=${pad(start.getUTCDate(), 2)}`;
  return `${EVENTS_PREFIX}${year}/${month}/${day}/hour=${pad(start.getUTCHours(), 2)}/event_category=${category}/`;
}
