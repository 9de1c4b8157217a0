import { isObject, type JsonObject, type JsonValue, text } from '../../json';
import { platformLine } from './platform-line';

/** What Lambda itself logged, in the words of its JSON format. Source: AWS Lambda, Telemetry API Event schema reference. */
export interface PlatformRecord {
  /** `platform.start`, `platform.report` … */
  readonly type: string;
  /** When, as the record itself says; lines of plain text mostly do not. */
  readonly time?: string | undefined;
  readonly record: JsonObject;
}

const PLATFORM = 'platform.';

/** A record of Lambda's own, in JSON or as a line of plain text; undefined for what the function's code logged. */
export function platformRecord(value: JsonValue): PlatformRecord | undefined {
  if (typeof value === 'string') {
    return platformLine(value);
  }
  const type = isObject(value) ? text(value.type) : undefined;
  if (!isObject(value) || !type?.startsWith(PLATFORM)) {
    return undefined;
  }
  const time = text(value.time);
  // A fault says in a line of plain text what happened.
  const record = typeof value.record === 'string' ? platformLine(value.record)?.record : value.record;
  return isObject(record) ? { type, time, record } : undefined;
}
