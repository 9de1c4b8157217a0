import { isAlnum, isDigit } from './chars';
import { ACCOUNT, follows, MY_NUMBER, SSN } from './context';
import { type Edge, goesOn, INSIDE, JOINED } from './edge';
import { areJoined, BLANK, chain, digits, gather, HYPHEN, lengthOf, POINT, shape, shapeOf } from './groups';
import type { Scan } from './state';

const WRITTEN_SSN = shape('3-2-4');
const WRITTEN_MY_NUMBER = shape('4-4-4');

/**
 * End of the United States social security number that the group begins, or 0: `123-45-6789`; with spaces or
 * without separators only after a word such as `SSN`.
 */
export function ssnEnd(scan: Scan, first: number, count: number, edge: Edge): number {
  const length = lengthOf(first);
  if (edge === INSIDE || (length !== 3 && length !== 9)) {
    return 0;
  }
  const groups = length === 9 ? 1 : 3;
  if (groups === 3 && (count < 3 || shapeOf(first, 3) !== WRITTEN_SSN)) {
    return 0;
  }
  const { units } = scan.codes;
  const end = chain.ends[first + groups - 1] ?? 0;
  if (!areJoined(first, groups, HYPHEN | BLANK | POINT) || isAlnum(units, end)) {
    return 0;
  }
  gather(units, first, groups);
  if (!isSsn()) {
    return 0;
  }
  const isWritten =
    (groups === 3 && areJoined(first, 3, HYPHEN)) ||
    (edge !== JOINED && !goesOn(units, end) && follows(scan, chain.starts[first] ?? 0, SSN));
  return isWritten ? end : 0;
}

/**
 * Areas 000 and 666, group 00 and serial 0000 were never given; areas from 900 are tax numbers (ITIN), whose groups
 * are 50–65, 70–88, 90–92 and 94–99. Source: SSA and IRS.
 */
function isSsn(): boolean {
  const area = numberFrom(0, 3);
  const group = numberFrom(3, 5);
  if (area === 0 || area === 666 || group === 0 || numberFrom(5, 9) === 0) {
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

function numberFrom(from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    value = value * 10 + (digits[at] ?? 0);
  }
  return value;
}

/**
 * End of the Japanese My Number that the group begins, or 0. Twelve digits with a valid check digit are as often
 * an AWS account: so written in fours (`1234-5678-9018`), unless a word such as `account` stands before; or without
 * separators after a word such as `マイナンバー`.
 */
export function myNumberEnd(scan: Scan, first: number, count: number, edge: Edge): number {
  if (edge === INSIDE || edge === JOINED) {
    return 0;
  }
  const { units } = scan.codes;
  const start = chain.starts[first] ?? 0;
  if (lengthOf(first) === 12) {
    const end = chain.ends[first] ?? 0;
    const isMine = !goesOn(units, end) && hasCheckDigit(units, start);
    return isMine && follows(scan, start, MY_NUMBER) ? end : 0;
  }
  if (count < 3 || shapeOf(first, 3) !== WRITTEN_MY_NUMBER) {
    return 0;
  }
  const isWritten =
    areJoined(first, 3, HYPHEN) || (areJoined(first, 3, BLANK) && count === 3 && !isColumn(units, start));
  const end = chain.ends[first + 2] ?? 0;
  if (!isWritten || goesOn(units, end)) {
    return 0;
  }
  gather(units, first, 3);
  return hasCheckDigit(digits, 0) && !follows(scan, start, ACCOUNT) ? end : 0;
}

/** Whether another number stands before, a space away. */
function isColumn(units: Uint16Array, start: number): boolean {
  return (units[start - 1] === 32 || units[start - 1] === 9) && isDigit(units[start - 2]);
}

/**
 * Whether the twelve digits (as numbers or as character codes) from `start` end in the check digit of a My Number.
 * Source: ordinance 85 of 2014 of the Ministry of Internal Affairs and Communications, article 5.
 */
export function hasCheckDigit(numbers: ArrayLike<number>, start: number): boolean {
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) {
    sum += ((numbers[start + 11 - n] ?? 0) & 15) * (n <= 6 ? n + 1 : n - 5);
  }
  const rest = sum % 11;
  return ((numbers[start + 11] ?? 0) & 15) === (rest <= 1 ? 0 : 11 - rest);
}
