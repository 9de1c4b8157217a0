import { HEX, is, LETTER } from './chars';

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
    return is(units, at + 1, HEX) && isWrittenOut(units, at);
  }
  if (units[at + 2] === 58 || units[at - 1] === 58) {
    return false;
  }
  if (is(units, at - 1, LETTER) && !is(units, at - 1, HEX)) {
    return false;
  }
  const after = hexEnd(units, at + 2);
  if (after === at + 7 || is(units, after, LETTER | HEX)) {
    return false;
  }
  return units[after] === 58 || units[after] === 46 || after - at >= SHORTEST - hexBefore(units, at);
}

/** `2001::`: no shorter address leads to a person. */
const SHORTEST = 6;

/** How many hexadecimal digits, at most four, stand before. */
function hexBefore(units: Uint16Array, at: number): number {
  let count = 0;
  while (count < 4 && is(units, at - 1 - count, HEX)) {
    count += 1;
  }
  return count;
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
  while (end < from + 5 && is(units, end, HEX)) {
    end += 1;
  }
  return end;
}

/** Whether a colon follows in the authority of a URL, and something behind it: a password, or a port. */
function hasUser(units: Uint16Array, from: number): boolean {
  let at = from;
  while (at < from + 256 && (units[at] ?? 0) > 32 && units[at] !== 47 && units[at] !== 58) {
    at += 1;
  }
  return units[at] === 58 && !isNoPassword(units[at + 1] ?? 0);
}

/** Whether a password cannot begin with the code, nor be followed by it: control, space, `"`, `#`, `/`, `<`, `?`, `@`, `[`. */
function isNoPassword(code: number): boolean {
  return (
    code <= 32 ||
    code === 34 ||
    code === 35 ||
    code === 47 ||
    code === 60 ||
    code === 63 ||
    code === 64 ||
    code === 91
  );
}
