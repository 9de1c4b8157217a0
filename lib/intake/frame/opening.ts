import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, trimBefore } from './bytes';

/** Bytes in which a record's opening must stand. */
export const OPENING_BYTES = 160;
const OPENING = /^\{\s*"[^"\\]+"\s*:/;

/** `{"firstKey":` as the object at `at` begins; undefined when it does not begin so. */
export function openingAt(bytes: Buffer, at: number): Buffer | undefined {
  const match = OPENING.exec(bytes.toString('latin1', at, at + OPENING_BYTES));
  return match === null ? undefined : Buffer.from(match[0], 'latin1');
}

/** How any object begins, for input whose records have not shown theirs yet. */
export const ANY_OPENING = Buffer.from('{');

/** Where an element ends and the next one starts. */
export interface Boundary {
  readonly end: number;
  readonly next: number;
}

/**
 * The first place after `from` where an object ends, a comma follows (between documents, there may be none), and
 * `opening` begins the next object. Inside a string it cannot be (its quote would be escaped); inside a nested array
 * it can, and then what precedes it is unbalanced and does not parse.
 */
export function findOpening(bytes: Buffer, opening: Buffer, from: number, top = false): Boundary | undefined {
  for (let next = bytes.indexOf(opening, from); next !== -1; next = bytes.indexOf(opening, next + 1)) {
    const end = objectEndBefore(bytes, next, top);
    if (end !== undefined && end > from) {
      return { end, next };
    }
  }
  return undefined;
}

/**
 * Where a scan broke, if just there one object ends and the next begins: a value where a key belongs (a brace is
 * missing), or a key right after a string (its quote is).
 */
export function boundaryAtBreak(bytes: Buffer, from: number, brokenAt: number): Boundary | undefined {
  for (const next of [brokenAt, brokenAt - 2]) {
    const end = bytes[next] === OPEN_OBJECT ? objectEndBefore(bytes, next, false) : undefined;
    if (end !== undefined && end > from) {
      return { end, next };
    }
  }
  return undefined;
}

function objectEndBefore(bytes: Buffer, next: number, top: boolean): number | undefined {
  const before = trimBefore(bytes, next);
  const comma = bytes[before - 1] === COMMA;
  const end = comma ? trimBefore(bytes, before - 1) : before;
  return (comma || top) && bytes[end - 1] === CLOSE_OBJECT ? end : undefined;
}
