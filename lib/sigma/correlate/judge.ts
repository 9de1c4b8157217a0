import type { CorrelationType, ResolvedCorrelation } from './correlation';
import { countHolds } from './count-condition';
import type { Entry } from './group-state';

/** A window in which a correlation's condition holds. */
export interface Occurrence {
  /** The event that completes it: the window ends with it. */
  readonly anchor: Entry;
  readonly count: number;
  /** Every remembered event of the window, by time. */
  readonly window: readonly Entry[];
}

/**
 * Every event from `fromMicros` to a timespan later whose trailing window meets the condition: all that an event at
 * `fromMicros` can have completed. The window of an event reaches a timespan back, both ends included, so it depends
 * on the events alone and never on the order in which they came.
 */
export function occurrencesFrom(
  correlation: ResolvedCorrelation,
  entries: readonly Entry[],
  fromMicros: number,
): readonly Occurrence[] {
  const { timespanMicros } = correlation;
  const found: Occurrence[] = [];
  const known = new Map<string, Pick<Occurrence, 'count' | 'window'>>();
  for (const anchor of entries) {
    if (anchor.t < fromMicros || anchor.t > fromMicros + timespanMicros) {
      continue;
    }
    // Events of one instant and one rule end the same window.
    const key = `${anchor.t} ${anchor.m}`;
    const judged = known.get(key) ?? judge(correlation, entries, anchor);
    known.set(key, judged);
    if (countHolds(correlation.condition, judged.count)) {
      found.push({ anchor, ...judged });
    }
  }
  return found;
}

/** The count of a whole window, for correlations judged when it has closed. */
export function countWindow(type: CorrelationType, entries: readonly Entry[]): number {
  return type === 'temporal_ordered' ? longestChain(entries) : countOf(type, entries);
}

function judge(
  { type, timespanMicros }: ResolvedCorrelation,
  entries: readonly Entry[],
  anchor: Entry,
): Pick<Occurrence, 'count' | 'window'> {
  const window = entries.filter(({ t }) => t >= anchor.t - timespanMicros && t <= anchor.t);
  const count = type === 'temporal_ordered' ? longestChain(window, anchor.m) : countOf(type, window);
  return { count, window };
}

function countOf(type: Exclude<CorrelationType, 'temporal_ordered'>, entries: readonly Entry[]): number {
  switch (type) {
    case 'event_count':
      return new Set(entries.map(({ u }) => u)).size;
    case 'value_count':
      return new Set(entries.map(({ v }) => v)).size;
    case 'temporal':
      return new Set(entries.map(({ m }) => m)).size;
  }
}

/**
 * How many rules, in the order of `rules`, were met one after the other; with `last`, ending in that rule. Events of
 * the same instant count as in order: many logs have whole seconds. Entries are by time, then rule.
 */
function longestChain(entries: readonly Entry[], last?: number): number {
  const best: number[] = [];
  for (const { m } of entries) {
    const before = Math.max(0, ...best.slice(0, m).filter((length) => length !== undefined));
    best[m] = Math.max(best[m] ?? 0, before + 1);
  }
  return last === undefined
    ? Math.max(0, ...best.filter((length) => length !== undefined))
    : (best[last] ?? 0);
}
