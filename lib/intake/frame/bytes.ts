export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const BACKSLASH = 0x5c;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** JSON's white space. */
export function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}

/** Offset of the first byte from `at` on that is neither white space nor a comma (a comma too many hides no record). */
export function skipSeparators(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at]) || bytes[at] === COMMA) {
    at++;
  }
  return at;
}

/** Offset after the last byte before `at` that is not white space. */
export function trimBefore(bytes: Uint8Array, before: number): number {
  let at = before;
  while (isBlank(bytes[at - 1])) {
    at--;
  }
  return at;
}
