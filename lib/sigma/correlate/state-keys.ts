import { sha256 } from '../../hash';
import type { ResolvedCorrelation } from './correlation';

/** Where a correlation keeps its state. */
export interface StateKeys {
  /** Sliding windows: one state a group. */
  readonly groups: string;
  /** Windows judged when they close: one state a window and group, in the order of their ends. */
  readonly windows: string;
  /** Number of groups or windows held, roughly: crashes make it drift, a sweep sets it right. */
  readonly held: string;
  group(group: readonly string[]): string;
  window(group: readonly string[], endMicros: number): string;
}

/** Micros since the epoch have 16 digits until the year 2286; times before it are clamped. */
const DIGITS = 17;

/** Name of a correlation and its logic. One whose logic was changed begins anew: what was kept means something else. */
export function logicKey(correlation: ResolvedCorrelation): string {
  const { id, type, members, groupBy, timespanMicros, condition, carries } = correlation;
  const logic = JSON.stringify([type, members, groupBy, timespanMicros, condition, carries]);
  return `${id}.${sha256(logic).slice(0, 12)}`;
}

export function stateKeys(root: string, correlation: ResolvedCorrelation): StateKeys {
  const own = `${root}${logicKey(correlation)}/`;
  const hash = (group: readonly string[]) => sha256(JSON.stringify(group)).slice(0, 32);
  return {
    groups: `${own}g/`,
    windows: `${own}w/`,
    held: `${own}held`,
    group: (group) => `${own}g/${hash(group)}`,
    window: (group, endMicros) => `${own}w/${padded(endMicros)}/${hash(group)}`,
  };
}

/** The end of the window a key of `windows` is for. */
export function windowEndOf(keys: StateKeys, key: string): number {
  return Number(key.slice(keys.windows.length, keys.windows.length + DIGITS));
}

function padded(micros: number): string {
  return String(Math.max(0, micros)).padStart(DIGITS, '0');
}
