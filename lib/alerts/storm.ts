import type { Level } from '../sigma/rule';

/** How many messages a channel takes one by one, for each level apart: noise of a low level never holds back a high one. */
export interface StormLimits {
  /** Messages at once. */
  readonly burst: number;
  /** Messages an hour after that. */
  readonly perHour: number;
  /** What is above goes into one message at the end of each such stretch of time. */
  readonly digestSeconds: number;
}

/** A token bucket as it is stored. */
export interface Bucket {
  /** What is left, in parts of a message: whole numbers, so that no rounding takes one away. */
  readonly parts: number;
  /** When `parts` was right, microseconds since the epoch. */
  readonly atMicros: number;
}

/** Parts of a message: one an hour comes to one part a microsecond. */
const MESSAGE_PARTS = 3_600_000_000;

/** The bucket after one message was asked for, and whether it may go. A clock that runs back adds nothing. */
export function takeToken(
  bucket: Bucket | undefined,
  { burst, perHour }: StormLimits,
  nowMicros: number,
): { readonly bucket: Bucket; readonly granted: boolean } {
  const full = burst * MESSAGE_PARTS;
  const { parts, atMicros } = bucket ?? { parts: full, atMicros: nowMicros };
  const filled = Math.min(full, parts + Math.max(0, nowMicros - atMicros) * perHour);
  const granted = filled >= MESSAGE_PARTS;
  const left = granted ? filled - MESSAGE_PARTS : filled;
  return { bucket: { parts: left, atMicros: Math.max(atMicros, nowMicros) }, granted };
}

/** Number of the digest period a moment is in. */
export function periodOf(nowMicros: number, { digestSeconds }: StormLimits): number {
  return Math.floor(nowMicros / (digestSeconds * 1_000_000));
}

/** Most messages one by one that a channel can get in a stretch of time, all levels together; digests come on top. */
export function mostMessages(limits: StormLimits, seconds: number, levels: readonly Level[]): number {
  return levels.length * (limits.burst + Math.floor((seconds / 3600) * limits.perHour));
}
