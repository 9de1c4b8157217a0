import { ACCOUNT_WORDS, follows, MY_NUMBER_WORDS, SSN_WORDS } from './context';
import { digitsOf, type Edge, type Group, goesOn, joinedBy, shape, shapeOf } from './groups';
import type { Scan } from './state';

const WRITTEN_SSN = shape('3-2-4');
const WRITTEN_MY_NUMBER = shape('4-4-4');

/**
 * End of the United States social security number that the groups begin with, or 0: `123-45-6789`; with spaces or
 * without separators only after a word such as `SSN`.
 */
export function ssnEnd(scan: Scan, groups: readonly Group[], edge: Edge): number {
  const [first] = groups;
  if (!first || edge === 'inside' || (first.length !== 3 && first.length !== 9)) {
    return 0;
  }
  const count = first.length === 9 ? 1 : 3;
  const last = groups[count - 1];
  if (!last || (count === 3 && shapeOf(groups, 3) !== WRITTEN_SSN) || !joinedBy(groups, '- .', count)) {
    return 0;
  }
  const isWritten =
    (count === 3 && joinedBy(groups, '-', 3)) ||
    (edge !== 'joined' && !goesOn(scan.text, last.end) && follows(scan, first.start, SSN_WORDS));
  return isWritten && isSsn(digitsOf(scan.text, groups, count)) && !isLetterNext(scan.text, last.end)
    ? last.end
    : 0;
}

/**
 * Areas 000 and 666, group 00 and serial 0000 were never given; areas from 900 are tax numbers (ITIN), whose groups
 * are 50–65, 70–88, 90–92 and 94–99. Source: SSA and IRS.
 */
function isSsn(digits: string): boolean {
  const area = Number(digits.slice(0, 3));
  const group = Number(digits.slice(3, 5));
  if (area === 0 || area === 666 || group === 0 || digits.endsWith('0000')) {
    return false;
  }
  return (
    area < 900 ||
    (group >= 50 &&
      group !== 66 &&
      group !== 67 &&
      group !== 68 &&
      group !== 69 &&
      group !== 89 &&
      group !== 93)
  );
}

/**
 * End of the Japanese My Number that the groups begin with, or 0. Twelve digits with a valid check digit are as often
 * an AWS account: so written in fours (`1234-5678-9018`), unless a word such as `account` stands before; or without
 * separators after a word such as `マイナンバー`.
 */
export function myNumberEnd(scan: Scan, groups: readonly Group[], edge: Edge): number {
  const [first, , third] = groups;
  if (!first || edge === 'inside' || edge === 'joined') {
    return 0;
  }
  const { text } = scan;
  if (first.length === 12) {
    const isMine = !goesOn(text, first.end) && isMyNumber(text.slice(first.start, first.end));
    return isMine && follows(scan, first.start, MY_NUMBER_WORDS) ? first.end : 0;
  }
  const isShaped = third !== undefined && shapeOf(groups, 3) === WRITTEN_MY_NUMBER;
  if (!isShaped || goesOn(text, third.end) || !isMyNumber(digitsOf(text, groups, 3))) {
    return 0;
  }
  const isColumn =
    /\d[ \t]$/.test(text.slice(Math.max(0, first.start - 2), first.start)) || groups.length > 3;
  const isWritten = joinedBy(groups, '-', 3) || (joinedBy(groups, ' ', 3) && !isColumn);
  return isWritten && !follows(scan, first.start, ACCOUNT_WORDS) ? third.end : 0;
}

/** The digits looked at; kept, since a line may be packed with them. */
const codes = new Uint8Array(12);

function isMyNumber(digits: string): boolean {
  for (let at = 0; at < codes.length; at += 1) {
    codes[at] = digits.charCodeAt(at);
  }
  return hasCheckDigit(codes, 0);
}

/**
 * Whether the twelve digits (as character codes) from `start` end in the check digit of a My Number. Source: ordinance 85 of 2014 of the
 * Ministry of Internal Affairs and Communications, article 5.
 */
export function hasCheckDigit(digits: ArrayLike<number>, start: number): boolean {
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) {
    sum += ((digits[start + 11 - n] ?? 0) - 48) * (n <= 6 ? n + 1 : n - 5);
  }
  const rest = sum % 11;
  return (digits[start + 11] ?? 0) - 48 === (rest <= 1 ? 0 : 11 - rest);
}

function isLetterNext(text: string, at: number): boolean {
  return /[A-Za-z0-9]/.test(text.charAt(at));
}
