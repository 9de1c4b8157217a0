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

/** Whether the character at `at` is of one of the classes; false outside the text and for what is not ASCII. */
export function is(text: string, at: number, classes: number): boolean {
  const code = at < 0 || at >= text.length ? 128 : text.charCodeAt(at);
  return code < 128 && ((CLASSES[code] ?? 0) & classes) !== 0;
}

/** Whether a character code is a decimal digit's; NaN, the code outside a text, is not. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Whether a letter or digit is written on to what begins at `at`. The letter of an escape (`\n`, in a text that is
 * JSON within) is none: it ends what is before it.
 */
export function isAfterWord(text: string, at: number): boolean {
  return isAlnum(text, at - 1) && !isEscapeLetter(text, at - 1);
}

/** Whether the letter at `at` is that of `\n`, `\r`, `\t`, `\b` or `\f`. */
export function isEscapeLetter(text: string, at: number): boolean {
  if (at < 1 || text.charCodeAt(at - 1) !== 92) {
    return false;
  }
  const code = text.charCodeAt(at);
  return code === 110 || code === 114 || code === 116 || code === 98 || code === 102;
}

export function isAlnum(text: string, at: number): boolean {
  return is(text, at, ALNUM);
}

/** First position at or after `from` whose character is of none of the classes. */
export function skip(text: string, from: number, classes: number, limit = text.length): number {
  let at = from;
  while (at < limit && is(text, at, classes)) {
    at += 1;
  }
  return at;
}

/** First position of the run of characters of the classes that ends before `to`; not before `floor`. */
export function skipBack(text: string, to: number, classes: number, floor = 0): number {
  let at = to;
  while (at > floor && is(text, at - 1, classes)) {
    at -= 1;
  }
  return at;
}
