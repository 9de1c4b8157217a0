import { DIGIT, is, says, saysInAnyCase, skip } from './chars';
import { emptyCodes, load, PAD } from './codes';

/** How much of a value is looked at. */
const LOOKED_AT = 64;
const WORDS = ['true', 'false', 'null', 'none', 'undefined'] as const;
const WORDS_IN_ANY_CASE = [
  'hidden_due_to_security_reasons',
  'redacted',
  '(redacted',
  'redacted)',
  '(redacted)',
  '<sensitivedataremoved',
] as const;
const PREFIXES = ['arn:', 'projects/', 'tok_'] as const;
/** First characters of them all: most values have none of them. */
const FIRST = new Uint8Array(128);
for (const character of 'tfnuAhHrR(<apxX*[') {
  FIRST[character.charCodeAt(0)] = 1;
}

/** The same as `isHarmlessAt`, for a whole text. */
export function isHarmless(value: string): boolean {
  const codes = emptyCodes();
  load(codes, value.slice(0, LOOKED_AT + 1));
  return isHarmlessAt(codes.units, PAD, PAD + codes.length);
}

/**
 * Whether the value of a secret's name is none after all: a placeholder, a name of the secret instead of the secret, an
 * access key's id (which investigations need and which opens nothing by itself), or masked already.
 */
export function isHarmlessAt(units: Uint16Array, start: number, end: number): boolean {
  if (end - start < 3) {
    return true;
  }
  if (FIRST[units[start] ?? 0] !== 1) {
    return false;
  }
  const stop = Math.min(end, start + LOOKED_AT);
  const isWhole = (word: string) => stop - start === word.length;
  return (
    WORDS.some((word) => isWhole(word) && says(units, start, word)) ||
    WORDS_IN_ANY_CASE.some((word) => isWhole(word) && saysInAnyCase(units, start, word)) ||
    PREFIXES.some((prefix) => start + prefix.length <= end && says(units, start, prefix)) ||
    isRun(units, start, stop) ||
    isKeyId(units, start, stop) ||
    isMask(units, start, stop)
  );
}

/** Asterisks only, or the letter x only. */
function isRun(units: Uint16Array, start: number, end: number): boolean {
  const first = units[start] ?? 0;
  let at = start;
  while (at < end && (units[at] === first || (first !== 42 && ((units[at] ?? 0) | 32) === 120))) {
    at += 1;
  }
  return at === end && (first === 42 || (first | 32) === 120);
}

/** `AKIA…` or `ASIA…`, the id of a key; or the name of AWS's signature. */
function isKeyId(units: Uint16Array, start: number, end: number): boolean {
  if (says(units, start, SIGNATURE)) {
    const number = start + SIGNATURE.length;
    return number < end && skip(units, number, DIGIT) >= end;
  }
  const isId = says(units, start, 'AKIA') || says(units, start, 'ASIA');
  if (!isId || end - start < 16 || end - start > 32) {
    return false;
  }
  for (let at = start + 4; at < end; at += 1) {
    if (!isCapital(units[at] ?? 0) && !is(units, at, DIGIT)) {
      return false;
    }
  }
  return true;
}

const SIGNATURE = 'AWS4-HMAC-SHA';

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** `[EMAIL_MASKED` and the like. */
function isMask(units: Uint16Array, start: number, end: number): boolean {
  if (units[start] !== 91) {
    return false;
  }
  for (let at = start + 1; at < start + 22 && (isCapital(units[at] ?? 0) || units[at] === 95); at += 1) {
    if (at >= start + 3 && at + MASKED.length <= end && says(units, at, MASKED)) {
      return true;
    }
  }
  return false;
}

const MASKED = '_MASKED';
