import { isObject, type JsonObject, type JsonValue, number, setOwn, text } from '../../json';

/** Where the value of a native attribute stands in the event, and whether a value there was one that could be taken. */
export interface Place {
  readonly paths: readonly string[];
  readonly takes: (value: JsonValue) => boolean;
}

/** Places by native path: dots between the names, `[]` behind those of lists whose items are meant. */
export type Places = ReadonlyMap<string, Place>;

type Row = readonly [native: string, ...paths: string[]];

/** Texts that are taken as they are. */
export function textsAt(...rows: readonly Row[]): [string, Place][] {
  return readAt(text, ...rows);
}

/** Values that a reader understands. */
export function readAt(read: (value: JsonValue) => unknown, ...rows: readonly Row[]): [string, Place][] {
  const takes = (value: JsonValue) => read(value) !== undefined;
  return rows.map(([native, ...paths]) => [native, { paths, takes }]);
}

/** Where the fields of rules stand: native paths without the marks of lists, to paths in the event. */
export function fieldPathsOf(places: Places): ReadonlyMap<string, readonly string[]> {
  return new Map([...places].map(([native, { paths }]) => [native.replaceAll('[]', ''), paths]));
}

/** The value as a whole number that JavaScript holds exactly, else undefined. */
export function integer(value: unknown): number | undefined {
  const found = number(value);
  return Number.isSafeInteger(found) ? found : undefined;
}

/**
 * What of a value has no place in the event, under its native names; undefined when nothing is left. Nulls, empty
 * texts, lists and objects carry nothing and are dropped.
 */
export function unplaced(value: JsonValue, places: Places, path = ''): JsonValue {
  if (value === null || value === '' || places.get(path)?.takes(value)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const rest = value
      .map((item) => unplaced(item, places, `${path}[]`))
      .filter((item) => item !== undefined);
    return rest.length > 0 ? rest : undefined;
  }
  return isObject(value) ? unplacedOf(value, places, path) : value;
}

/** `unplaced` of a record. */
export function unplacedOf(record: JsonObject, places: Places, path = ''): JsonObject | undefined {
  let rest: JsonObject | undefined;
  for (const key in record) {
    const kept = unplaced(record[key], places, path === '' ? key : `${path}.${key}`);
    if (kept !== undefined) {
      rest ??= {};
      setOwn(rest, key, kept);
    }
  }
  return rest;
}
