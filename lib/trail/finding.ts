import { formatMicros } from '../time';
import type { FINDING_KINDS } from './finding-kinds';

/**
 * `tampered`: proof that something was altered, removed, moved or added. `unproven`: something that can be neither
 * proven nor refuted with what is at hand. `info`: explained, nothing to do.
 */
export type TrailSeverity = 'tampered' | 'unproven' | 'info';
export type FindingKind = keyof typeof FINDING_KINDS;

/** Where a finding is. `key` is the object it is about; the rest is known from its place. */
export interface FindingPlace {
  readonly bucket?: string;
  readonly key: string;
  readonly account?: string;
  readonly region?: string;
  readonly trail?: string;
}

/** One thing that is not as CloudTrail delivered it, or cannot be shown to be. */
export interface TrailFinding extends FindingPlace {
  readonly kind: FindingKind;
  readonly expected: string;
  readonly found: string;
  /** How many objects this stands for, where it is more than the one named. */
  readonly count?: number;
  /** Time in the object's name or of its digest, microseconds since the epoch. */
  readonly micros?: number;
}

export interface FindingText {
  readonly expected: string;
  readonly found: string;
  readonly count?: number;
  readonly micros?: number;
}

export function finding(kind: FindingKind, place: FindingPlace, text: FindingText): TrailFinding {
  const { bucket, key, account, region, trail } = place;
  return { kind, bucket, key, account, region, trail, ...text };
}

/** A span of time for people. */
export function span(from: number | undefined, to: number): string {
  return from === undefined ? `up to ${formatMicros(to)}` : `${formatMicros(from)} to ${formatMicros(to)}`;
}
