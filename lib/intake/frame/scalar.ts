import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  isBlank,
  NEWLINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from './bytes';

/** Offset after a string, number or literal (or whatever stands in place of one); undefined when it is not there. */
export function scalarEnd(bytes: Uint8Array, from: number): number | undefined {
  const quoted = bytes[from] === QUOTE;
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === QUOTE) {
        return at + 1;
      }
      if (byte === NEWLINE) {
        return at;
      }
      at += byte === BACKSLASH ? 1 : 0;
    } else if (isBlank(byte) || isBracket(byte) || byte === COMMA) {
      return at;
    }
  }
  return undefined;
}

function isBracket(byte: number | undefined): boolean {
  return byte === OPEN_OBJECT || byte === OPEN_ARRAY || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;
}
