import type { JsonValue } from '../../json';
import { INHERITED, isIndex, type Segments, someValue, type ValueTest } from './path';

/** `someValue` for one path. */
export type ReadPath = (root: JsonValue, test: ValueTest) => boolean;

/** Longer paths no log has; they are walked. */
const LONGEST = 16;

/**
 * Writes a function that reads one path. Code of its own lets the engine remember where each attribute stands, which
 * makes the whole detector a third faster than one walk for all paths. Lists are left to that walk. Names are bound as
 * arguments and never become part of the code.
 */
export function compilePath(path: Segments): ReadPath {
  if (path.some(isIndex) || path.length > LONGEST) {
    return (root, test) => someValue(root, path, test);
  }
  const names = path.map((_, index) => `name${index}`);
  const write = new Function('isArray', 'walk', 'INHERITED', ...names, readerSource(names));
  return write(
    Array.isArray,
    (root: JsonValue, test: ValueTest) => someValue(root, path, test),
    INHERITED,
    ...path,
  );
}

function readerSource(names: readonly string[]): string {
  const steps = names.map(
    (name) => `
    if (typeof value !== 'object' || value === null) return false;
    if (isArray(value)) return walk(root, test);
    value = value[${name}];
    if (value === INHERITED) return false;`,
  );
  return `return (root, test) => {
    let value = root;${steps.join('')}
    if (value === undefined || value === null || typeof value === 'function') return false;
    return isArray(value) ? walk(root, test) : test(value);
  };`;
}
