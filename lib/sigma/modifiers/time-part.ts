import type { JsonValue } from '../../json';
import { fail, ok } from '../../result';
import { parseTimestamp } from '../../time';
import type { TimePart } from '../value';
import { describeValue, eachValue, type Modifier } from './modifier';

const RANGES: Readonly<Record<TimePart, readonly [number, number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [1970, 9999],
};

export const minute = timePart('minute');
export const hour = timePart('hour');
export const day = timePart('day');
export const week = timePart('week');
export const month = timePart('month');
export const year = timePart('year');

/**
 * A part of the field's time, in UTC, as a number: `day` is the day of the month, `week` that of ISO 8601. May be
 * followed by lt, lte, gt, gte. Source: Sigma modifiers appendix 2.1.0.
 */
function timePart(part: TimePart): Modifier {
  const [low, high] = RANGES[part];
  return eachValue((value) => {
    if (value.kind !== 'number') {
      return fail(`needs a number without quotes, got ${describeValue(value)}`);
    }
    return Number.isInteger(value.value) && value.value >= low && value.value <= high
      ? ok({ kind: 'timepart', part, comparison: 'equals', value: value.value })
      : fail(`needs a whole number from ${low} to ${high}, got ${value.text}`);
  });
}

const DAY = 86_400_000;
/** The last millisecond a JavaScript date can show. */
const LAST = 8_640_000_000_000_000;

/** The part of a time: text as logs write it, or epoch milliseconds as OCSF counts. Undefined for anything else. */
export function timePartOf(value: JsonValue, part: TimePart): number | undefined {
  const micros = typeof value === 'string' ? parseTimestamp(value) : undefined;
  const millis = typeof value === 'number' ? value : micros === undefined ? undefined : micros / 1000;
  if (millis === undefined || !(Math.abs(millis) <= LAST)) {
    return undefined;
  }
  const date = new Date(Math.floor(millis));
  switch (part) {
    case 'minute':
      return date.getUTCMinutes();
    case 'hour':
      return date.getUTCHours();
    case 'day':
      return date.getUTCDate();
    case 'week':
      return isoWeek(date);
    case 'month':
      return date.getUTCMonth() + 1;
    case 'year':
      return date.getUTCFullYear();
  }
}

/** A week belongs to the year that its Thursday is in. */
function isoWeek(date: Date): number {
  const today = Math.floor(date.getTime() / DAY);
  const thursday = today - ((((today + 3) % 7) + 7) % 7) + 3;
  const newYear = Date.UTC(new Date(thursday * DAY).getUTCFullYear(), 0) / DAY;
  return Math.floor((thursday - newYear) / 7) + 1;
}
