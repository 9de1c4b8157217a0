import type { PiiKind } from '../kinds';
import { ipv4At } from './address';
import { cardEnd } from './card';
import { isAfterWord, isDigit } from './chars';
import { PAD } from './codes';
import { digitGroups, edgeBefore, type Group, isAfterPlus } from './groups';
import { myNumberEnd, ssnEnd } from './national-id';
import { phoneEnd } from './phone';
import { mayBegin } from './shape';
import { found, type Scan } from './state';

/**
 * Whatever the run of digits at `start` begins: an IPv4 address, a card, an identity number, a telephone number.
 * Returns where to go on: behind the find, or behind the run.
 */
export function numberAt(scan: Scan, start: number): number {
  const { text } = scan;
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) {
    end += 1;
  }
  const next = text.charCodeAt(end);
  if (next === 46 && end - start <= 3 && isDigit(text.charCodeAt(end + 1)) && !isAfterWord(text, start)) {
    const after = ipv4At(scan, start);
    if (after > 0) {
      return after;
    }
  }
  return mayBegin(scan.codes.units, start + PAD, end + PAD) ? groupedAt(scan, start) || end : end;
}

function groupedAt(scan: Scan, start: number): number {
  const groups = digitGroups(scan.text, start);
  const edge = edgeBefore(scan.text, start);
  if (edge === 'inside') {
    return 0;
  }
  return (
    noted(scan, 'card', groups, cardEnd(scan, groups, edge)) ||
    noted(scan, 'ssn', groups, ssnEnd(scan, groups, edge)) ||
    noted(scan, 'my_number', groups, myNumberEnd(scan, groups, edge)) ||
    noted(scan, 'phone', groups, phoneEnd(scan, groups, edge))
  );
}

/** Notes a find that the groups begin, with the `+` and the parenthesis that belong to it. */
function noted(scan: Scan, kind: PiiKind, groups: readonly Group[], end: number): number {
  if (end === 0) {
    return 0;
  }
  const { text } = scan;
  let start = groups[0]?.start ?? 0;
  if (kind === 'phone' && isAfterPlus(text, start)) {
    start -= 1;
  }
  if (text.charAt(start - 1) === '(' && isUnopened(text.slice(start, end))) {
    start -= 1;
  }
  return found(scan, kind, start, end);
}

/** Whether a `)` comes before any `(`. */
function isUnopened(text: string): boolean {
  const close = text.indexOf(')');
  const open = text.indexOf('(');
  return close >= 0 && (open < 0 || close < open);
}
