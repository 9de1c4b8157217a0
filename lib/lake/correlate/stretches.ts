import type { ResolvedCorrelation } from '../../sigma/correlate/correlation';
import { reachOf } from '../../sigma/correlate/reach';

/** Start of an hour of event time, microseconds since the epoch. */
export type HourMicros = number;
export const HOUR_MICROS = 3_600_000_000;

/** A stretch of event time: `from` is in it, `to` is not. Microseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** How far hits act, and how far back a finding's slot reaches, over all correlations. */
export interface Reach {
  readonly reach: number;
  readonly slot: number;
}

export function reachOfAll(correlations: readonly ResolvedCorrelation[]): Reach {
  return {
    reach: Math.max(0, ...correlations.map((one) => reachOf(one, correlations))),
    slot: Math.max(0, ...correlations.map(({ timespanMicros }) => timespanMicros)),
  };
}

/**
 * The stretches in which hits of some hours can have changed findings. Those whose computing would read the same hits
 * are one.
 */
export function changedBy(hours: Iterable<HourMicros>, { reach, slot }: Reach): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const from of [...new Set(hours)].sort((a, b) => a - b)) {
    const to = from + HOUR_MICROS + reach;
    const last = stretches.at(-1);
    if (last && from <= last.to + reach + slot) {
      stretches[stretches.length - 1] = { from: last.from, to };
    } else {
      stretches.push({ from, to });
    }
  }
  return stretches;
}

/** The hits that decide every slot a stretch touches. */
export function hitsFor({ from, to }: Stretch, { reach, slot }: Reach): Stretch {
  return { from: from - slot - reach, to: to + slot };
}

/** The slots of a correlation that a stretch touches. */
export function slotsOf(
  { from, to }: Stretch,
  timespanMicros: number,
): { readonly first: number; readonly last: number } {
  return { first: Math.floor(from / timespanMicros), last: Math.floor((to - 1) / timespanMicros) };
}
