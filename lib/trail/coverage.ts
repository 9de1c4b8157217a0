import type { TimeSpan } from './time-span';

/** A log file near the end of an hour may be delivered, and so listed, in the next: microseconds. */
const SLACK = 15 * 60 * 1e6;
/** Digests come each hour and may be late: a chain that ends longer before the newest one is over. */
export const LATE = 2 * 3600 * 1e6;

/**
 * What digests say about a time: `digested`: every file delivered then is listed. `lost`: the digest that would list
 * it is gone or altered. `open`: the next digest is to come. `uncovered`: no digest was made.
 */
export type CoverageAt = 'digested' | 'lost' | 'open' | 'uncovered';

/** The hours one trail's digests stand for, and those whose digests are lost. */
export interface TrailHours {
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly lost: readonly TimeSpan[];
}

/** The trails of one account and region; any of them may have delivered a file. */
export interface Coverage {
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  readonly lost: readonly TimeSpan[];
  /** Last ends of trails whose newest digest is recent. */
  readonly openFrom: readonly number[];
}

export function coverageOf(trails: readonly TrailHours[]): Coverage {
  const ends = trails.flatMap(({ hours }) => latest(hours) ?? []);
  const newest = ends.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return {
    spans: mergeTouching(trails.flatMap(({ hours }) => hours)),
    lost: trails.flatMap(({ lost }) => lost),
    openFrom: ends.filter((end) => end >= newest - LATE),
  };
}

/** Where a log file delivered then (microseconds since the epoch) should be listed. */
export function coverageAt({ spans, lost, openFrom }: Coverage, time: number): CoverageAt {
  if (lost.some(({ from, to }) => time < to && time + SLACK > (from ?? time))) {
    return 'lost';
  }
  if (openFrom.some((end) => time + SLACK > end)) {
    return 'open';
  }
  return spans.some(({ from, to }) => time >= from && time + SLACK <= to) ? 'digested' : 'uncovered';
}

function latest(hours: TrailHours['hours']): number | undefined {
  return hours.length === 0
    ? undefined
    : hours.reduce((end, { to }) => Math.max(end, to), Number.NEGATIVE_INFINITY);
}

/** Hours that follow one another, also those of a trail that was off for less than the slack, leave no doubt between. */
function mergeTouching(hours: TrailHours['hours']): Coverage['spans'] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...hours].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to + SLACK) {
      last.to = Math.max(last.to, to);
    } else {
      merged.push({ from, to });
    }
  }
  return merged;
}
