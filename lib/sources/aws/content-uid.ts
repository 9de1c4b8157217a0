import { sha256 } from '../../hash';
import type { JsonValue } from '../../json';

/** An id for a record that carries none: 32 hex digits of its content, the same however a delivery orders the keys. */
export function contentUid(record: JsonValue): string {
  return sha256(canonical(record)).slice(0, 32);
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
