/** Classes of ASCII characters, as bits of a table: the scanners ask for them at every step. */
export const DIGIT = 1;
export const LETTER = 2;
export const HEX = 4;
/** What an e-mail address has before its `@`: the seed's set. */
export const LOCAL = 8;
export const DOMAIN = 16;
/** What tokens and base64 (either alphabet) are made of. */
export const TOKEN = 32;
/** Letters, digits, `_` and `-`: a parameter's name. */
export const IDENTIFIER = 64;
export const SPACE = 128;
const ALNUM = DIGIT | LETTER;

/** Classes by ASCII code. */
export const CLASSES = new Uint8Array(128);
mark('0123456789', DIGIT | HEX | LOCAL | DOMAIN | TOKEN | IDENTIFIER);
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LETTER | LOCAL | DOMAIN | TOKEN | IDENTIFIER);
mark('abcdefABCDEF', HEX);
mark('._%+-', LOCAL);
mark('.-', DOMAIN);
mark('_-+/=.~', TOKEN);
mark('_-', IDENTIFIER);
mark(' \t\r\n', SPACE);

function mark(characters: string, bits: number): void {
  for (const character of characters) {
    CLASSES[character.charCodeAt(0)] = (CLASSES[character.charCodeAt(0)] ?? 0) | bits;
  }
}

/** Whether the unit at `at` is an ASCII character of one of the classes. */
export function is(units: Uint16Array, at: number, classes: number): boolean {
  const code = units[at] ?? 0;
  return code < 128 && ((CLASSES[code] ?? 0) & classes) !== 0;
}

/** Whether a code is a decimal digit's. */
export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

/**
 * Whether a letter or digit is written on to what begins at `at`. The letter of an escape (`\n`, in a text that is
 * JSON within) is none: it ends what is before it.
 */
export function isAfterWord(units: Uint16Array, at: number): boolean {
  return isAlnum(units, at - 1) && !isEscapeLetter(units, at - 1);
}

/** Whether the letter at `at` is that of `\n`, `\r`, `\t`, `\b` or `\f`. */
export function isEscapeLetter(units: Uint16Array, at: number): boolean {
  if (units[at - 1] !== 92) {
    return false;
  }
  const code = units[at];
  return code === 110 || code === 114 || code === 116 || code === 98 || code === 102;
}

export function isAlnum(units: Uint16Array, at: number): boolean {
  return is(units, at, ALNUM);
}

/** First position at or after `from` whose unit is of none of the classes; the zeros behind a text are of none. */
export function skip(units: Uint16Array, from: number, classes: number, limit = units.length): number {
  let at = from;
  while (at < limit && is(units, at, classes)) {
    at += 1;
  }
  return at;
}

/** First position of the run of units of the classes that ends before `to`; not before `floor`. */
export function skipBack(units: Uint16Array, to: number, classes: number, floor = 0): number {
  let at = to;
  while (at > floor && is(units, at - 1, classes)) {
    at -= 1;
  }
  return at;
}

/** Whether the units from `at` on say `word`. */
export function says(units: Uint16Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (units[at + index] !== word.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}

/** The same, ASCII letters of either case; `word` in lower case. */
export function saysInAnyCase(units: Uint16Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (lower(units[at + index] ?? 0) !== word.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
