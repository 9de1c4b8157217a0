import type { JsonValue } from '../../../json';
import { toMillis } from '../../../time';
import { eventMicros } from '../event-time';

/** Epoch milliseconds of a time written as text; undefined for anything else. */
export function timeOf(value: JsonValue): number | undefined {
  const micros = typeof value === 'string' ? eventMicros(value) : undefined;
  return micros === undefined ? undefined : toMillis(micros);
}
