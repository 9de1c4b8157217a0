import { type JsonObject, object } from '../../json';
import { fail, ok, type Result } from '../../result';
import { formatMicros, parseTimestamp } from '../../time';
import { plainLine } from '../formats/neutral-text';
import type { Wanted } from './approval';

const MINUTE = 60_000_000;
const DEFAULT_WAIT = 60 * MINUTE;
/** Somebody must be able to read it. */
const LEAST_WAIT = MINUTE;
const LONGEST_WAIT = 24 * 60 * MINUTE;

const LIMITS = { alert: 64, action: 200, target: 500, requested_by: 500, reason: 1000 } as const;

/**
 * A request as a playbook or a person gives it: `{alert, action, target, requested_by, reason, expires}`, the last an
 * RFC 3339 time within a day, by default in an hour. Nothing is cut short or made readable: what people read must be
 * what is done.
 */
export function parseRequest(input: unknown, nowMicros: number): Result<Wanted> {
  const given = object(input);
  if (!given) {
    return fail(`the request must be an object, got ${typeof input}`);
  }
  const problem = Object.entries(LIMITS)
    .map(([name, max]) => problemOf(given, name, max))
    .find((found) => found !== undefined);
  if (problem !== undefined) {
    return fail(problem);
  }
  const expires = expiryOf(given.expires, nowMicros);
  return expires.ok
    ? ok({
        alert: String(given.alert),
        action: String(given.action),
        target: String(given.target),
        requestedBy: String(given.requested_by),
        reason: String(given.reason),
        expiresMicros: expires.value,
      })
    : expires;
}

function problemOf(given: JsonObject, name: string, max: number): string | undefined {
  const value = given[name];
  if (typeof value !== 'string' || value.trim() === '') {
    return `the request's ${name} must be text, got ${JSON.stringify(value)?.slice(0, 80)}`;
  }
  if (value.length > max) {
    return `the request's ${name} must have at most ${max} characters, got ${value.length}`;
  }
  return plainLine(value, max) === value
    ? undefined
    : `the request's ${name} has characters that cannot be seen, or spaces at its ends: ${plainLine(value, 80)}`;
}

function expiryOf(value: unknown, nowMicros: number): Result<number> {
  if (value === undefined) {
    return ok(nowMicros + DEFAULT_WAIT);
  }
  const expires = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (expires === undefined) {
    return fail(
      `the request's expires must be a time such as 2024-08-12T11:00:00Z, got ${JSON.stringify(value)?.slice(0, 80)}`,
    );
  }
  const wait = expires - nowMicros;
  return wait >= LEAST_WAIT && wait <= LONGEST_WAIT
    ? ok(expires)
    : fail(
        `the request's expires must be between ${formatMicros(nowMicros + LEAST_WAIT)} and ${formatMicros(nowMicros + LONGEST_WAIT)}, got ${formatMicros(expires)}`,
      );
}
