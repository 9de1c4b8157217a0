/**
 * Whether a window holds, at some moment, the threshold's number of findings within its own length back from that
 * moment. `before` are the times of the previous window of the same group: a burst across the border counts whole.
 * Times are epoch milliseconds, in any order.
 */
export function crosses(
  before: readonly number[],
  own: readonly number[],
  threshold: number,
  windowMillis: number,
): boolean {
  if (own.length >= threshold) {
    return true;
  }
  const firstOwn = own.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const all = [...before, ...own].sort((a, b) => a - b);
  let from = 0;
  for (let to = 0; to < all.length; to++) {
    const now = all[to] as number; // in range
    while ((all[from] as number) <= now - windowMillis) {
      from++;
    }
    if (now >= firstOwn && to - from + 1 >= threshold) {
      return true;
    }
  }
  return false;
}
