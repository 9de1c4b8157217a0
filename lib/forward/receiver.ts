import type { Line } from './parcel';

/**
 * What a receiver made of a request. `later`: not now, and not because of these events (a time-out, 429, 5xx, a token or
 * setting that is wrong). `refused`: not these events, whenever they come.
 */
export type Reception =
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'later'; readonly reason: string; readonly afterSeconds?: number }
  | { readonly outcome: 'refused'; readonly reason: string };

/** Whoever takes events over HTTPS, some of them in a request. */
export interface Receiver {
  /** Bytes of rendered events in a request; one event alone may have more. */
  readonly maxBytes: number;
  /** An event as it stands in a request. */
  render(line: Line): string;
  /** Never throws. */
  send(rendered: readonly string[]): Promise<Reception>;
}
