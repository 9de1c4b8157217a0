import { HEX, is } from './chars';

/** A text with its escapes read, and where each of its characters began in the source. */
export interface Folded {
  readonly text: string;
  /** Position in the source of each character, and of the end. */
  readonly positions: Int32Array;
}

/**
 * Reads percent escapes (`%40`, `%2540`), JSON's `\u0040` and full-width forms as the ASCII they stand for, so that
 * one scan sees all spellings. What stands for no ASCII character is left a character that belongs to nothing.
 */
export function fold(text: string): Folded {
  const codes = new Uint16Array(text.length);
  const positions = new Int32Array(text.length + 1);
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const width = code === 37 || code === 92 ? escapeWidth(text, at, code) : 1;
    codes[count] =
      width === 1 ? plainOf(code, codes[count - 1]) : escapeValue(text, at, width, codes[count - 1]);
    positions[count] = at;
    count += 1;
    at += width;
  }
  positions[count] = text.length;
  const bytes = Buffer.from(codes.buffer, 0, count * 2);
  return { text: bytes.toString('utf16le'), positions };
}

/** Characters of the escape at `at`: 3 for `%40`, 5 for `%2540` and so on, 6 for `\u0040`; 1 when it is none. */
function escapeWidth(text: string, at: number, code: number): number {
  if (code === 92) {
    const isHex =
      text.charCodeAt(at + 1) === 117 && [2, 3, 4, 5].every((offset) => is(text, at + offset, HEX));
    return isHex ? 6 : 1;
  }
  let first = at + 1;
  while (text.startsWith('25', first) && is(text, first + 2, HEX) && is(text, first + 3, HEX)) {
    first += 2;
  }
  return is(text, first, HEX) && is(text, first + 1, HEX) ? first + 2 - at : 1;
}

const LONG_VOWEL = 0x30fc;

/** Stands for what is no ASCII: no class of characters has it. */
const OTHER = 0xfffd;

function escapeValue(text: string, at: number, width: number, before?: number): number {
  const digits =
    text.charCodeAt(at) === 92 ? text.slice(at + 2, at + 6) : text.slice(at + width - 2, at + width);
  const value = Number.parseInt(digits, 16);
  return text.charCodeAt(at) === 37 && value > 127 ? OTHER : plainOf(value, before);
}

/** The long vowel mark stands for a hyphen behind a digit (`０３ー１２３４`); behind a letter it is one itself (`カード`). */
function plainOf(code: number, before = 0): number {
  return code === LONG_VOWEL && (before < 48 || before > 57) ? code : variantOf(code);
}

function variantOf(code: number): number {
  if (code < 0xa0) {
    return code;
  }
  if (code >= 0xff01 && code <= 0xff5e) {
    return code - 0xfee0;
  }
  if (code === 0xa0 || code === 0x3000) {
    return 32;
  }
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === LONG_VOWEL ? 45 : code;
}
