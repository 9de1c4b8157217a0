import { CARD, follows } from './context';
import { type Edge, FREE, goesOn, INSIDE, JOINED } from './edge';
import { areJoined, BLANK, chain, digits, gather, HYPHEN, lengthOf, POINT, shapeOf, shapes } from './groups';
import { passesLuhn } from './luhn';
import type { Scan } from './state';

/** How cards are written in groups; the seed's pattern also runs neighbouring groups of four together. */
const SHAPES = shapes('4-4-4-4 8-4-4 4-8-4 4-4-8 8-8 4-12 12-4 4-6-5 4-6-4 4-4-4-4-3 4-4-4-1 4-3-3-3');

/**
 * End of the payment card number that the group begins, or 0. It has an issuer's prefix and passes Luhn. Digits
 * without separators are a card when there are 14 to 16 of them: times and cloud ids have 10, 12, 13 or 17 to 20, so
 * those need a word such as `card` before them.
 */
export function cardEnd(scan: Scan, first: number, count: number, edge: Edge): number {
  const { units } = scan.codes;
  const start = chain.starts[first] ?? 0;
  const length = lengthOf(first);
  if (edge === JOINED || edge === INSIDE || length < 4) {
    return 0;
  }
  const lengths = issuersAt(units, start);
  if (lengths === 0) {
    return 0;
  }
  if (length >= 13) {
    const end = chain.ends[first] ?? 0;
    const isAlone = edge === FREE && length >= 14 && length <= 16;
    const isWhole = length <= 19 && !goesOn(units, end);
    return isWhole && isCardOf(units, first, 1) && (isAlone || follows(scan, start, CARD)) ? end : 0;
  }
  for (let groups = Math.min(5, count); groups >= 2; groups -= 1) {
    const end = chain.ends[first + groups - 1] ?? 0;
    const isWritten =
      ((lengths >> digitsIn(first, groups)) & 1) === 1 &&
      SHAPES.has(shapeOf(first, groups)) &&
      areJoined(first, groups, HYPHEN | BLANK | POINT) &&
      !goesOn(units, end);
    if (isWritten && isCardOf(units, first, groups)) {
      return end;
    }
  }
  return 0;
}

/** At most 31, so that it can be a shift. */
function digitsIn(first: number, groups: number): number {
  let sum = 0;
  for (let index = first; index < first + groups; index += 1) {
    sum += lengthOf(index);
  }
  return Math.min(sum, 31);
}

function isCardOf(units: Uint16Array, first: number, groups: number): boolean {
  return isCardNumber(gather(units, first, groups));
}

/** Whether 13 to 19 digits are a card number of an issuer that exists. */
export function isCard(text: string): boolean {
  const count = Math.min(text.length, 20);
  for (let at = 0; at < count; at += 1) {
    digits[at] = text.charCodeAt(at) - 48;
  }
  return isCardNumber(count);
}

function isCardNumber(count: number): boolean {
  const lengths = issuersOf(digits[0] ?? 0, digits[1] ?? 0, digits[2] ?? 0, digits[3] ?? 0);
  return ((lengths >> count) & 1) === 1 && passesLuhn(digits, count);
}

function issuersAt(units: Uint16Array, at: number): number {
  return issuersOf(
    (units[at] ?? 0) - 48,
    (units[at + 1] ?? 0) - 48,
    (units[at + 2] ?? 0) - 48,
    (units[at + 3] ?? 0) - 48,
  );
}

/** The lengths of cards that begin with four digits, as bits. */
function issuersOf(first: number, second: number, third: number, fourth: number): number {
  return ISSUERS[first * 1000 + second * 100 + third * 10 + fourth] ?? 0;
}

/** Issuers' prefixes and lengths (ISO/IEC 7812): Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Mir, Maestro. */
const ISSUERS = new Int32Array(10_000);
const LONG = [16, 17, 18, 19];
issue(4000, 4999, [13, ...LONG]);
issue(3000, 3059, [14]);
issue(3095, 3099, [14]);
issue(3600, 3699, [14]);
issue(3800, 3999, [14]);
issue(3400, 3499, [15]);
issue(3700, 3799, [15]);
issue(2200, 2204, [16]);
issue(2221, 2720, [16]);
issue(5100, 5599, [16]);
issue(3528, 3589, LONG);
issue(6011, 6011, LONG);
issue(6440, 6499, LONG);
issue(6500, 6599, LONG);
issue(6200, 6299, LONG);
for (const maestro of [5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763]) {
  issue(maestro, maestro, LONG);
}

function issue(from: number, to: number, lengths: readonly number[]): void {
  for (let prefix = from; prefix <= to; prefix += 1) {
    for (const length of lengths) {
      ISSUERS[prefix] = (ISSUERS[prefix] ?? 0) | (1 << length);
    }
  }
}
