import type { ResolvedRetention } from '../../config/resolved';

/** Event times: `from` is among them, `to` is not. Microseconds since the epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Ages in days from which on the lake's objects cannot be read at once, or are gone; absent: never. */
export interface LakeTiers {
  readonly archivedDays?: number;
  readonly deletedDays?: number;
}

/** The part of the hours asked for that a query may leave out; absent where there is none. */
export interface Unread {
  readonly archived?: TimeSpan;
  readonly deleted?: TimeSpan;
}

const HOUR_MICROS = 3_600_000_000;
const DAY_MICROS = 24 * HOUR_MICROS;

/**
 * What the platform deploys for the lake. Nothing of it is archived, for engines leave out what is, so that an answer
 * would be short without a word; a bucket whose owners archive all the same says so in its own rules.
 */
export function deployedTiers({ totalDays }: Pick<ResolvedRetention, 'totalDays'>): LakeTiers {
  return totalDays === undefined ? {} : { deletedDays: totalDays };
}

/**
 * The hours that may be archived or deleted by now. An object is written after its events happened, so the hours after
 * these are there for certain, while some of these may still be: late events, and what was replayed, are younger.
 */
export function hoursNotRead(asked: TimeSpan, tiers: LakeTiers, nowMicros: number): Unread {
  const deletedUntil = reached(tiers.deletedDays, nowMicros);
  const archivedUntil = reached(tiers.archivedDays, nowMicros);
  return {
    archived: span(Math.max(asked.from, deletedUntil), Math.min(asked.to, archivedUntil)),
    deleted: span(asked.from, Math.min(asked.to, deletedUntil)),
  };
}

/** The end of the last hour that began so many days ago. */
function reached(days: number | undefined, nowMicros: number): number {
  return days === undefined
    ? Number.NEGATIVE_INFINITY
    : (Math.floor((nowMicros - days * DAY_MICROS) / HOUR_MICROS) + 1) * HOUR_MICROS;
}

function span(from: number, to: number): TimeSpan | undefined {
  return from < to ? { from, to } : undefined;
}

/** Starts of some hours of a span, to look at: the first, the last, and others evenly between them. */
export function sampleHours({ from, to }: TimeSpan, most: number): readonly number[] {
  const first = Math.floor(from / HOUR_MICROS);
  const count = Math.ceil(to / HOUR_MICROS) - first;
  const taken = Math.max(0, Math.min(most, count));
  return Array.from(
    { length: taken },
    (_, index) => (first + Math.floor((index * (count - 1)) / Math.max(1, taken - 1))) * HOUR_MICROS,
  );
}
