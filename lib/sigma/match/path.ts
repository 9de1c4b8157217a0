import type { JsonValue } from '../../json';

/** Takes one value found at a path, neither absent nor null; true ends the search. */
export type ValueTest = (value: JsonValue) => boolean;

/** A dotted OCSF path, split. */
export type Segments = readonly string[];

/** Lists in lists deeper than this are not looked into: no log has them, hostile input may. */
const MAX_NESTING = 16;

/** What reading `__proto__` gives where a record has no such key. */
export const INHERITED: unknown = Object.prototype;

/** Splits a dotted path. */
export function segmentsOf(path: string): Segments {
  return path.split('.');
}

/**
 * Whether any value at a path satisfies a test. A list on the way, or at the end, means any of its elements
 * (`resources.0.uid`: the first).
 */
export function someValue(root: JsonValue, path: Segments, test: ValueTest, from = 0, nesting = 0): boolean {
  let value = root;
  for (let i = from; i < path.length; i++) {
    const name = path[i] as string;
    if (Array.isArray(value) && !isIndex(name)) {
      return someElement(value, path, test, i, nesting);
    }
    if (typeof value !== 'object' || value === null) {
      return false;
    }
    value = (value as { readonly [key: string]: JsonValue })[name];
    if (value === INHERITED) {
      return false;
    }
  }
  if (Array.isArray(value)) {
    return someElement(value, path, test, path.length, nesting);
  }
  // `constructor`, `toString` and the like are inherited functions where a record has no such key.
  return value !== undefined && value !== null && typeof value !== 'function' && test(value);
}

/** Whether something is at a path, be it null or empty. */
export function isPresent(root: JsonValue, path: Segments): boolean {
  const last = path.length - 1;
  let found = false;
  const look = (holder: JsonValue): boolean => {
    const name = path[last] as string;
    found =
      typeof holder === 'object' &&
      holder !== null &&
      Object.hasOwn(holder, name) &&
      (holder as { readonly [key: string]: JsonValue })[name] !== undefined;
    return found;
  };
  return last === 0 ? look(root) : someValue(root, path.slice(0, last), look);
}

function someElement(
  list: readonly JsonValue[],
  path: Segments,
  test: ValueTest,
  from: number,
  nesting: number,
): boolean {
  if (nesting >= MAX_NESTING) {
    return false;
  }
  for (const element of list) {
    if (someValue(element, path, test, from, nesting + 1)) {
      return true;
    }
  }
  return false;
}

export function isIndex(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57 && /^\d+$/.test(name);
}
