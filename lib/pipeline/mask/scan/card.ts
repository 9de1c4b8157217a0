import { CARD_WORDS, follows } from './context';
import { digitsOf, type Edge, type Group, goesOn, joinedBy, shape, shapeOf } from './groups';
import { passesLuhn } from './luhn';
import type { Scan } from './state';

/** How cards are written in groups; the seed's pattern also runs neighbouring groups of four together. */
const SHAPES: ReadonlySet<number> = new Set(
  [
    '4-4-4-4',
    '8-4-4',
    '4-8-4',
    '4-4-8',
    '8-8',
    '4-12',
    '12-4',
    '4-6-5',
    '4-6-4',
    '4-4-4-4-3',
    '4-4-4-1',
    '4-3-3-3',
  ].map(shape),
);

/**
 * End of the payment card number that the groups begin with, or 0. It has an issuer's prefix and passes Luhn. Digits
 * without separators are a card when there are 14 to 16 of them: times and cloud ids have 10, 12, 13 or 17 to 20, so
 * those need a word such as `card` before them.
 */
export function cardEnd(scan: Scan, groups: readonly Group[], edge: Edge): number {
  const [first] = groups;
  if (!first || edge === 'joined' || edge === 'inside') {
    return 0;
  }
  if (first.length >= 13) {
    const isAlone = edge === 'free' && first.length >= 14 && first.length <= 16;
    const digits = scan.text.slice(first.start, first.end);
    const isWhole = first.length <= 19 && !goesOn(scan.text, first.end);
    return isWhole && isCard(digits) && (isAlone || follows(scan, first.start, CARD_WORDS)) ? first.end : 0;
  }
  for (let count = Math.min(5, groups.length); count >= 2; count -= 1) {
    const end = groups[count - 1]?.end ?? 0;
    const isWritten =
      SHAPES.has(shapeOf(groups, count)) && joinedBy(groups, '- .', count) && !goesOn(scan.text, end);
    if (isWritten && isCard(digitsOf(scan.text, groups, count))) {
      return end;
    }
  }
  return 0;
}

/** Whether 13 to 19 digits are a card number of an issuer that exists. */
export function isCard(digits: string): boolean {
  return hasIssuer(digits) && passesLuhn(digits);
}

/** Issuers' prefixes and lengths (ISO/IEC 7812): Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Mir, Maestro. */
function hasIssuer(digits: string): boolean {
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  switch (digits.length) {
    case 13:
      return digits.startsWith('4');
    case 14:
      return (
        two === 36 ||
        two === 38 ||
        two === 39 ||
        (four >= 3000 && four <= 3059) ||
        (four >= 3095 && four <= 3099)
      );
    case 15:
      return two === 34 || two === 37;
    case 16:
      return (
        isLong(four, two) ||
        (four >= 2200 && four <= 2204) ||
        (four >= 2221 && four <= 2720) ||
        (two >= 51 && two <= 55)
      );
    default:
      return digits.length <= 19 && isLong(four, two);
  }
}

/** Prefixes of 16 to 19 digits. */
function isLong(four: number, two: number): boolean {
  const isJcb = four >= 3528 && four <= 3589;
  const isDiscover = four === 6011 || (four >= 6440 && four <= 6499) || two === 65;
  return (two >= 40 && two <= 49) || isJcb || isDiscover || two === 62 || MAESTRO.has(four);
}

const MAESTRO: ReadonlySet<number> = new Set([5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763]);
