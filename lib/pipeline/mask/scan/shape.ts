import { DIGIT, is, isDigit, LETTER } from './chars';
import { chain, isJoint, lengthOf } from './groups';
import { hasCheckDigit } from './national-id';

/** What a number could be by its lengths, as bits. */
export const MAY_BE_CARD = 1;
export const MAY_BE_SSN = 2;
export const MAY_BE_MY_NUMBER = 4;
export const MAY_BE_PHONE = 8;
const MAY_BE_ANY = 15;

/** Lengths of the first two groups of anything worth a closer look; two groups of these can be a whole card. */
const PAIRS = new Uint8Array(16 * 16);
/** Lengths of the first three groups: cards, identity numbers, telephone numbers as they are written. */
const TRIPLES = new Uint8Array(16 * 16 * 16);

for (const shape of ['8-8', '4-12']) {
  PAIRS[keyOf(shape)] = 2;
}
for (const [bit, shapes] of [
  [MAY_BE_CARD, '4-4-4 8-4-4 4-8-4 4-4-8 4-6-5 4-6-4 4-3-3'],
  [MAY_BE_SSN, '3-2-4'],
  [MAY_BE_MY_NUMBER, '4-4-4'],
  [MAY_BE_PHONE, '4-3-3 3-2-4 3-4-4 2-4-4 3-3-4 4-2-4 4-3-4 5-1-4 2-2-4 1-3-3 4-4-3 4-4-2 5-2-3 5-2-4 2-4-3'],
] as const) {
  for (const shape of shapes.split(' ')) {
    TRIPLES[keyOf(shape)] = (TRIPLES[keyOf(shape)] ?? 0) | bit;
    PAIRS[keyOf(shape) >> 4] ||= 1;
  }
}

/** The lengths of a shape, four bits each. */
function keyOf(shape: string): number {
  return shape.split('-').reduce((key, length) => key * 16 + Number(length), 0);
}

/**
 * Whether the run of digits from `start` to `end` could begin a number that is looked for, by the lengths of the
 * groups alone. Most digits of a log are dates, versions and ids: this turns them away without a copy. It reads codes
 * (`codes.ts`), and so do its positions.
 */
export function mayBegin(units: Uint16Array, start: number, end: number): boolean {
  const first = end - start;
  const next = units[end] ?? 0;
  if (first >= 9) {
    const isWhole = first <= 19 && !is(units, end, DIGIT | LETTER);
    return isWhole && (first !== 12 || isTwelve(units, start, end) || units[start - 1] === PLUS);
  }
  return (
    isJoint(next) &&
    (units[start - 1] === PLUS ? first === 8 || isFollowed(units, end) : isShape(units, end, first))
  );
}

/** Whether another group follows the joint at `end`. */
function isFollowed(units: Uint16Array, end: number): boolean {
  return isDigit(units[end + 1]) || isLoose(units, end);
}

const PLUS = 43;

/** Twelve digits: mostly an account, at times a My Number, or the first three quarters of a card. */
function isTwelve(units: Uint16Array, start: number, end: number): boolean {
  return hasCheckDigit(units, start) || groupEnd(units, end + 1) === end + 5;
}

function isShape(units: Uint16Array, end: number, first: number): boolean {
  const second = groupEnd(units, end + 1);
  if (second === end + 1) {
    return isLoose(units, end);
  }
  const pair = first * 16 + Math.min(second - end - 1, 15);
  if (PAIRS[pair] !== 1) {
    return PAIRS[pair] === 2;
  }
  const third = groupEnd(units, second + 1);
  if (third === second + 1) {
    return isLoose(units, second);
  }
  return isJoint(units[second] ?? 0) && TRIPLES[pair * 16 + Math.min(third - second - 1, 15)] !== 0;
}

function groupEnd(units: Uint16Array, from: number): number {
  let end = from;
  while (end < from + 15 && isDigit(units[end])) {
    end += 1;
  }
  return end;
}

/** Whether two or three separating characters (`) `, ` - `) and a digit stand at `at`. */
function isLoose(units: Uint16Array, at: number): boolean {
  if (!isJoint(units[at] ?? 0) || !isJoint(units[at + 1] ?? 0)) {
    return false;
  }
  return isDigit(units[at + 2]) || (isJoint(units[at + 2] ?? 0) && isDigit(units[at + 3]));
}

/**
 * What the number that the group begins could be: `mayBegin` for the groups of the chain, whose lengths are known.
 * Where it says less, the chain ends too soon for any number.
 */
export function mayBe(units: Uint16Array, first: number, count: number): number {
  const start = chain.starts[first] ?? 0;
  const end = chain.ends[first] ?? 0;
  const length = end - start;
  if (length >= 9) {
    return mayBegin(units, start, end) ? MAY_BE_ANY : 0;
  }
  if (units[start - 1] === PLUS) {
    return isJoint(units[end] ?? 0) ? MAY_BE_ANY : 0;
  }
  if (count < 2 || isLooseBefore(first + 1)) {
    return count < 2 ? 0 : mayBeLoose(first, count);
  }
  const pair = length * 16 + Math.min(lengthOf(first + 1), 15);
  if (PAIRS[pair] !== 1) {
    return PAIRS[pair] === 2 ? MAY_BE_ANY : 0;
  }
  if (count < 3 || isLooseBefore(first + 2)) {
    return count < 3 ? 0 : mayBeLoose(first, count);
  }
  return TRIPLES[pair * 16 + Math.min(lengthOf(first + 2), 15)] ?? 0;
}

/** Groups with wider joints: shapes that are written, and telephone numbers in any three groups. */
function mayBeLoose(first: number, count: number): number {
  const pair = lengthOf(first) * 16 + Math.min(lengthOf(first + 1), 15);
  if (PAIRS[pair] === 2) {
    return MAY_BE_ANY;
  }
  if (count < 3) {
    return 0;
  }
  const three = Math.min(lengthOf(first + 2), 15);
  const sum = (pair >> 4) + (pair & 15) + three;
  const spoken = sum >= 9 && sum <= 11 ? MAY_BE_PHONE : 0;
  return spoken | (TRIPLES[pair * 16 + three] ?? 0);
}

/** Whether more than one character separates the group from the one before. */
function isLooseBefore(index: number): boolean {
  return (chain.starts[index] ?? 0) > (chain.ends[index - 1] ?? 0) + 1;
}
