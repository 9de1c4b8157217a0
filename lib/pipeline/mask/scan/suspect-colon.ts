import { HEX, LETTER } from './chars';
import { isOf } from './codes';

/**
 * Whether something could begin at a colon: `://`; the `::` of an address: no third colon, no word before it, no word or five hexadecimal digits after it; or
 * the first of the seven colons of an address written out.
 */
export function isSuspectColon(units: Uint16Array, at: number): boolean {
  const next = units[at + 1] ?? 0;
  if (next === 47) {
    return units[at + 2] === 47 && hasUser(units, at + 3);
  }
  if (next !== 58) {
    return isOf(units, at + 1, HEX) && isWrittenOut(units, at);
  }
  if (units[at + 2] === 58 || units[at - 1] === 58) {
    return false;
  }
  const isWord = isOf(units, at - 1, LETTER) && !isOf(units, at - 1, HEX);
  const after = hexEnd(units, at + 2);
  return !isWord && after < at + 7 && !isOf(units, after, LETTER | HEX);
}

/** Whether six more groups of one to four hexadecimal digits follow the colon, each with its own; or `::` comes among them. */
function isWrittenOut(units: Uint16Array, colon: number): boolean {
  let at = colon;
  for (let group = 0; group < 6; group += 1) {
    const end = hexEnd(units, at + 1);
    if (end > at + 5 || units[end] !== 58) {
      return false;
    }
    if (end === at + 1) {
      return true;
    }
    at = end;
  }
  return true;
}

/** End of at most five hexadecimal digits. */
function hexEnd(units: Uint16Array, from: number): number {
  let end = from;
  while (end < from + 5 && isOf(units, end, HEX)) {
    end += 1;
  }
  return end;
}

/** Whether a colon follows in the authority of a URL: a password's, or a port's. */
function hasUser(units: Uint16Array, from: number): boolean {
  let at = from;
  while (at < from + 256 && (units[at] ?? 0) > 32 && units[at] !== 47 && units[at] !== 58) {
    at += 1;
  }
  return units[at] === 58;
}
