import { isObject, type JsonObject, setOwn } from '../../json';
import { IDENTITY_PLACES, RECORD_PLACES } from './places';

const JSON_PLACES = new Set(['requestParameters', 'responseElements']);

/**
 * What OCSF has no attribute for, under CloudTrail's own names, so that rules find it. An attribute that has a place but
 * not the type for it (a number where text belongs) is kept here too: nothing of a record is lost but nulls.
 */
export function unmappedOf(record: JsonObject, resourcesMapped: boolean): JsonObject | undefined {
  let rest: JsonObject | undefined;
  for (const key in record) {
    const value = record[key];
    if (value === null || value === undefined || isPlaced(key, value, resourcesMapped)) {
      continue;
    }
    const kept = key === 'userIdentity' && isObject(value) ? identityRest(value) : value;
    if (kept !== undefined) {
      rest ??= {};
      setOwn(rest, key, kept);
    }
  }
  return rest;
}

function isPlaced(key: string, value: unknown, resourcesMapped: boolean): boolean {
  if (RECORD_PLACES.has(key)) {
    return typeof value === 'string' || JSON_PLACES.has(key);
  }
  return (key === 'sourceIPAddress' && typeof value === 'string') || (key === 'resources' && resourcesMapped);
}

function identityRest(identity: JsonObject): JsonObject | undefined {
  let rest: JsonObject | undefined;
  for (const key in identity) {
    const value = identity[key];
    const placed = typeof value === 'string' && IDENTITY_PLACES.has(key);
    if (value !== null && value !== undefined && !placed) {
      rest ??= {};
      setOwn(rest, key, value);
    }
  }
  return rest;
}
