import type { PiiKind } from '../kinds';
import { ipv4At } from './address';
import { cardEnd } from './card';
import { DIGIT, is, isAfterWord, isDigit, LETTER, skip } from './chars';
import { edgeOf, INSIDE, isAfterPlus } from './edge';
import { chain, groupFrom, isCut, MOST_GROUPS } from './groups';
import { myNumberEnd, ssnEnd } from './national-id';
import { phoneEnd } from './phone';
import { isQuad } from './quad';
import { MAY_BE_CARD, MAY_BE_MY_NUMBER, MAY_BE_PHONE, MAY_BE_SSN, mayBe } from './shape';
import { found, type Scan } from './state';

/**
 * Whatever a group of digits begins, of those that follow one another from `start` on: an IPv4 address, a card, an
 * identity number, a telephone number. Returns where to go on: behind the first find, or behind the last group.
 */
export function numbersAt(scan: Scan, start: number): number {
  const { units } = scan.codes;
  let index = groupFrom(units, start);
  while (index < chain.count) {
    if (isCut(index)) {
      index = groupFrom(units, chain.starts[index] ?? 0);
    }
    const after = groupAt(scan, index, Math.min(MOST_GROUPS, chain.count - index));
    if (after > 0) {
      chain.next = index;
      return after;
    }
    if (chain.separators[index] === 0 && is(units, (chain.starts[index] ?? 0) - 1, LETTER)) {
      // Behind letters a hyphen may end the prefix of a token: `xox1-`.
      return skip(units, chain.starts[index] ?? 0, DIGIT);
    }
    index += 1;
  }
  return skip(units, (chain.ends[chain.count - 1] ?? 0) - 1, DIGIT);
}

function groupAt(scan: Scan, first: number, count: number): number {
  const { units } = scan.codes;
  const kinds = mayBe(units, first, count);
  const start = chain.starts[first] ?? 0;
  const end = chain.ends[first] ?? 0;
  if (units[end] === 46 && end - start <= 3 && isDigit(units[end + 1]) && !isAfterWord(units, start)) {
    const after = kinds !== 0 || isQuad(units, start, end) ? ipv4At(scan, start) : 0;
    if (after > 0) {
      return after;
    }
  }
  return kinds === 0 ? 0 : groupedAt(scan, first, count, kinds);
}

function groupedAt(scan: Scan, first: number, count: number, kinds: number): number {
  const edge = edgeOf(scan.codes.units, first);
  if (edge === INSIDE) {
    return 0;
  }
  let end = (kinds & MAY_BE_CARD) === 0 ? 0 : cardEnd(scan, first, count, edge);
  if (end > 0) {
    return noted(scan, 'card', first, end);
  }
  end = (kinds & MAY_BE_SSN) === 0 ? 0 : ssnEnd(scan, first, count, edge);
  if (end > 0) {
    return noted(scan, 'ssn', first, end);
  }
  end = (kinds & MAY_BE_MY_NUMBER) === 0 ? 0 : myNumberEnd(scan, first, count, edge);
  if (end > 0) {
    return noted(scan, 'my_number', first, end);
  }
  end = (kinds & MAY_BE_PHONE) === 0 ? 0 : phoneEnd(scan, first, count, edge);
  return end > 0 ? noted(scan, 'phone', first, end) : 0;
}

/** Notes a find that the group begins, with the `+` and the parenthesis that belong to it. */
function noted(scan: Scan, kind: PiiKind, first: number, end: number): number {
  const { units } = scan.codes;
  let start = chain.starts[first] ?? 0;
  if (kind === 'phone' && isAfterPlus(units, start)) {
    start -= 1;
  }
  if (units[start - 1] === 40 && isUnopened(units, start, end)) {
    start -= 1;
  }
  return found(scan, kind, start, end);
}

/** Whether a `)` comes before any `(`. */
function isUnopened(units: Uint16Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (units[at] === 40 || units[at] === 41) {
      return units[at] === 41;
    }
  }
  return false;
}
