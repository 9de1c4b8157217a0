import { formatMicros } from '../time';
import { LATE } from './coverage';
import { finding, type TrailFinding } from './finding';
import type { TrailWindow } from './time-span';
import type { ScopeResult } from './verify-scope';

/**
 * The time up to which digests should be there: the end of the window, else the newest authentic digest of any
 * account and region. Whoever deletes the newest digests of one trail leaves no broken link, but falls behind this.
 */
function dueTime(results: readonly ScopeResult[], window: TrailWindow): number | undefined {
  const ends = results.flatMap(({ trails }) => trails.flatMap(({ authenticEnd }) => authenticEnd ?? []));
  return window.to ?? (ends.length === 0 ? undefined : ends.reduce((a, b) => Math.max(a, b)));
}

/** A finding for each trail whose chain ends long before the time all should reach. */
export function endedChains(results: readonly ScopeResult[], window: TrailWindow): TrailFinding[] {
  const due = dueTime(results, window);
  return results.flatMap(({ trails }) =>
    trails.flatMap(({ summary, newest }) => {
      if (due === undefined || newest === undefined || summary.backfill || newest.end >= due - LATE) {
        return [];
      }
      const expected = `a digest each hour up to ${formatMicros(due)}`;
      const text = { expected, found: `none after ${formatMicros(newest.end)}`, micros: newest.end };
      return [finding('chain-ended', newest, text)];
    }),
  );
}

/** A file that waits for its digest longer than digests take is no longer to be called recent. */
export function withLateness(
  findings: readonly TrailFinding[],
  results: readonly ScopeResult[],
  window: TrailWindow,
): TrailFinding[] {
  const due = dueTime(results, window) ?? Number.NEGATIVE_INFINITY;
  return findings.map((each) =>
    each.kind === 'log-not-yet-digested' && (each.micros ?? 0) < due - LATE
      ? { ...each, kind: 'log-unproven', found: 'no digest came' }
      : each,
  );
}
