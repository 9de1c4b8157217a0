/** From and to, microseconds since the epoch. A `from` that is absent is the beginning of time. */
export interface TimeSpan {
  readonly from?: number;
  readonly to: number;
}

/** What is verified: digests whose hour ends within, and log files delivered within. Absent ends are open. */
export interface TrailWindow {
  readonly from?: number;
  readonly to?: number;
}

const HOUR = 3600 * 1e6;

/** Whether a digest that ends then is verified: the one that covers the window's last moment ends after it. */
export function includesDigest(window: TrailWindow, end: number): boolean {
  return end > (window.from ?? Number.NEGATIVE_INFINITY) && end <= (window.to ?? Infinity) + HOUR;
}

export function includesLog(window: TrailWindow, time: number): boolean {
  return time >= (window.from ?? Number.NEGATIVE_INFINITY) && time <= (window.to ?? Infinity);
}
