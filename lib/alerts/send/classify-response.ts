import type { Delivery } from '../../ports/notifier';
import { plainLine } from '../formats/neutral-text';

/** What of an answer decides. */
export interface HttpAnswer {
  readonly status: number;
  /** The `Retry-After` header, if any. */
  readonly retryAfter?: string;
  /** The beginning of the body. */
  readonly body: string;
}

/** Not the request's fault, or not for good: time-out, too early, too many. */
const LATER = new Set([408, 425, 429]);
const MAX_WAIT_SECONDS = 86_400;
const MAX_EXCERPT = 200;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * What an answer means for the message: 2xx sent; 408, 425, 429 and 5xx try again, when the receiver says; the rest
 * never. Redirects are never followed: the new place was not checked by whoever allowed the old one.
 */
export function classifyResponse(answer: HttpAnswer, nowMicros: number): Delivery {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    return { outcome: 'sent' };
  }
  const said = plainLine(answer.body, MAX_EXCERPT);
  const reason = `the receiver answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (LATER.has(status) || status >= 500) {
    return { outcome: 'retry', reason, afterSeconds: retryAfterSeconds(answer.retryAfter, nowMicros) };
  }
  if (status >= 300 && status < 400) {
    return {
      outcome: 'refuse',
      reason: `the receiver answered ${status}, a redirect; configure the final address`,
    };
  }
  return { outcome: 'refuse', reason };
}

/** Seconds to wait by a `Retry-After` header (seconds or an HTTP date), at most a day; undefined when it says neither. */
export function retryAfterSeconds(header: string | undefined, nowMicros: number): number | undefined {
  const text = header?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(text)
    ? Number(text)
    : HTTP_DATE.test(text)
      ? Math.ceil(Date.parse(text) / 1000 - nowMicros / 1_000_000)
      : Number.NaN;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), MAX_WAIT_SECONDS);
}
