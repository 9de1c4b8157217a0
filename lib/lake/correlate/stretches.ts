import type { ResolvedCorrelation } from '../../sigma/correlate/correlation';
import { reachOf } from '../../sigma/correlate/reach';
import { HOUR_MICROS, type HourMicros } from './hit-files';

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

/** Whether a stretch touches a slot of a correlation. */
export function touches({ from, to }: Stretch, slot: number, timespanMicros: number): boolean {
  return slot >= Math.floor(from / timespanMicros) && slot <= Math.floor((to - 1) / timespanMicros);
}
