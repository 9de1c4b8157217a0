import { DIGIT, LETTER } from './chars';
import { isDigitCode, isOf } from './codes';
import { isJoint } from './groups';
import { hasCheckDigit } from './national-id';

/** Lengths of the first two groups of anything worth a closer look; two groups of these can be a whole card. */
const PAIRS = table(16 * 16);
/** Lengths of the first three groups: cards, identity numbers, telephone numbers as they are written. */
const TRIPLES = table(16 * 16 * 16);

for (const shape of ['8-8', '4-12']) {
  PAIRS[keyOf(shape)] = 2;
}
const SHAPES =
  '4-4-4 8-4-4 4-8-4 4-4-8 4-6-5 4-6-4 4-3-3 3-2-4 3-4-4 2-4-4 3-3-4 4-2-4 4-3-4 5-1-4 2-2-4 1-3-3 4-4-3 4-4-2 5-2-3 5-2-4 2-4-3';
for (const shape of SHAPES.split(' ')) {
  TRIPLES[keyOf(shape)] = 1;
  PAIRS[keyOf(shape) >> 4] ||= 1;
}

function table(size: number): Uint8Array {
  return new Uint8Array(size);
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
    const isWhole = first <= 19 && !isOf(units, end, DIGIT | LETTER);
    return isWhole && (first !== 12 || isTwelve(units, start, end) || units[start - 1] === PLUS);
  }
  return isJoint(next) && (units[start - 1] === PLUS || isShape(units, end, first));
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
  return isJoint(units[second] ?? 0) && TRIPLES[pair * 16 + Math.min(third - second - 1, 15)] === 1;
}

function groupEnd(units: Uint16Array, from: number): number {
  let end = from;
  while (end < from + 15 && isDigitCode(units[end])) {
    end += 1;
  }
  return end;
}

/** Whether two or three separating characters (`) `, ` - `) and a digit stand at `at`. */
function isLoose(units: Uint16Array, at: number): boolean {
  const [first = 0, second = 0, third = 0] = [units[at], units[at + 1], units[at + 2]];
  if (!isJoint(first) || !isJoint(second)) {
    return false;
  }
  return isDigitCode(third) || (isJoint(third) && isDigitCode(units[at + 3]));
}
