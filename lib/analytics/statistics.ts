import type { AboveUsual } from './baseline';

/** The median absolute deviation of normally spread values is their standard deviation over this. */
const NORMAL = 1.4826;
/** The least spread, of the centre: what is the same every day may still vary by some part. */
const LEAST_SPREAD = 0.1;

/** The amount that an entity with such a past must reach to be told of, and what it usually is. */
export function thresholdOf(
  past: readonly number[],
  { centre, k, floor }: AboveUsual,
): { readonly usual: number; readonly threshold: number } {
  const usual = centre === 'median' ? median(past) : mean(past);
  const spread =
    centre === 'median'
      ? NORMAL * median(past.map((value) => Math.abs(value - usual)))
      : Math.sqrt(mean(past.map((value) => (value - usual) ** 2)));
  return { usual, threshold: Math.max(floor, usual + k * Math.max(spread, LEAST_SPREAD * usual)) };
}

/** The middle value, or the mean of the two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
