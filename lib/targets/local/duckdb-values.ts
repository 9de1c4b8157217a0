import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { JsonObject, JsonValue } from '../../json';
import { setOwn } from '../../json';
import { formatMicros } from '../../time';

/** Microseconds that a JavaScript date can show. */
const MAX_MICROS = 8_640_000_000_000_000_000n;

/**
 * A value of a result as JSON: integers as numbers while they are exact, else as text; timestamps in UTC as
 * ISO 8601 whatever the machine's zone; bytes in hex; lists and structs by their content.
 */
export function toJson(value: DuckDBValue): JsonValue {
  if (typeof value === 'bigint') {
    return exact(value);
  }
  if (value === null || typeof value !== 'object') {
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  }
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) {
    const shown = value.micros <= MAX_MICROS && value.micros >= -MAX_MICROS;
    return shown ? isoOf(value.micros) : value.toString();
  }
  if (value instanceof DuckDBDecimalValue) {
    return value.scale === 0 ? exact(value.value) : Number(value.toString());
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map(toJson);
  }
  if (value instanceof DuckDBBlobValue) {
    return Buffer.from(value.bytes).toString('hex');
  }
  return toJsonObject(value);
}

function toJsonObject(value: object): JsonValue {
  const entries =
    value instanceof DuckDBStructValue
      ? Object.entries(value.entries)
      : value instanceof DuckDBMapValue
        ? value.entries.map(({ key, value: held }) => [String(toJson(key)), held] as const)
        : undefined;
  if (!entries) {
    return String(value);
  }
  const result: JsonObject = {};
  for (const [key, held] of entries) {
    setOwn(result, key, toJson(held));
  }
  return result;
}

function exact(value: bigint): JsonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function isoOf(micros: bigint): string {
  const number = Number(micros);
  return Number.isSafeInteger(number) ? formatMicros(number) : new Date(Number(micros / 1000n)).toISOString();
}
