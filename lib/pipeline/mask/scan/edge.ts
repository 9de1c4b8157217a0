import { DIGIT, HEX, is, isAlnum, isEscapeLetter, LETTER } from './chars';
import { chain } from './groups';

/** Nothing that belongs to the number stands before it. */
export const FREE = 0;
/** A word is joined to it: `tel090…`, `eni-0…`. */
export const WORD = 1;
/** A hyphen or point after letters and digits: the middle of a UUID. */
export const JOINED = 2;
/** The rest of a longer run. */
export const INSIDE = 3;

/** How a number is set off from what stands before it. */
export type Edge = typeof FREE | typeof WORD | typeof JOINED | typeof INSIDE;

const LONGEST_WORD = 40;

/** The edge of the number that begins with a group of the chain. */
export function edgeOf(units: Uint16Array, index: number): Edge {
  const start = chain.starts[index] ?? 0;
  if (chain.separators[index] === 0) {
    return edgeBefore(units, start);
  }
  const isJoined = isHyphenOrPoint(units[start - 1]) && chain.ends[index - 1] === start - 1;
  return isJoined ? JOINED : FREE;
}

function edgeBefore(units: Uint16Array, start: number): Edge {
  const before = start - 1;
  if (isAlnum(units, before)) {
    return is(units, before, LETTER) ? letterEdge(units, start) : INSIDE;
  }
  if (!isHyphenOrPoint(units[before]) || !isAlnum(units, before - 1)) {
    return FREE;
  }
  return isWordBefore(units, before) ? WORD : JOINED;
}

function isHyphenOrPoint(code: number | undefined): boolean {
  return code === 45 || code === 46;
}

function letterEdge(units: Uint16Array, start: number): Edge {
  if (isEscapeLetter(units, start - 1)) {
    return FREE;
  }
  return isAlnum(units, start - 2) && isWordBefore(units, start) ? WORD : INSIDE;
}

/** Whether what ends at `end` are letters only, one of them beyond hexadecimal; as many as matter are looked at. */
function isWordBefore(units: Uint16Array, end: number): boolean {
  let isHexadecimal = true;
  for (let at = end - 1; at >= end - LONGEST_WORD && is(units, at, LETTER | DIGIT); at -= 1) {
    if (is(units, at, DIGIT)) {
      return false;
    }
    isHexadecimal &&= is(units, at, HEX);
  }
  return !isHexadecimal;
}

/** Whether a number ending at `end` is the middle of something longer: `-1…`, `.5`, a letter. */
export function goesOn(units: Uint16Array, end: number): boolean {
  return isAlnum(units, end) || (isHyphenOrPoint(units[end]) && is(units, end + 1, DIGIT));
}

/** Whether a `+` that begins an international number stands before `start`. */
export function isAfterPlus(units: Uint16Array, start: number): boolean {
  return units[start - 1] === 43 && !isAlnum(units, start - 2) && units[start - 2] !== 43;
}
