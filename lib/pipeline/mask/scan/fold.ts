import type { Hit } from '../kinds';
import { HEX, is } from './chars';
import { type Codes, endCodes, PAD } from './codes';

/**
 * Reads percent escapes (`%40`, `%2540`), JSON's `\u0040` and full-width forms as the ASCII they stand for, in the
 * place of the text's codes, so that one scan sees all spellings. What stands for no ASCII character is left a
 * character that belongs to nothing.
 */
export function fold(codes: Codes): void {
  const { units } = codes;
  const end = codes.length + PAD;
  let to = PAD;
  for (let at = PAD; at < end; to += 1) {
    const code = units[at] ?? 0;
    const before = units[to - 1] ?? 0;
    if (code === 37 || code === 92) {
      const width = escapeWidth(units, at, code);
      units[to] = width === 1 ? code : escapeValue(units, at, width, before);
      at += width;
    } else {
      units[to] = code === LONG_VOWEL ? plainOf(code, before) : (PLAIN[code] ?? 0);
      at += 1;
    }
  }
  codes.length = to - PAD;
  endCodes(codes);
}

/** Finds in the folded text where they stand in the text itself, whose codes are given. */
export function located({ units }: Codes, hits: readonly Hit[]): readonly Hit[] {
  let at = PAD;
  let folded = 0;
  const advance = (to: number): number => {
    for (; folded < to; folded += 1) {
      const code = units[at] ?? 0;
      at += code === 37 || code === 92 ? escapeWidth(units, at, code) : 1;
    }
    return at - PAD;
  };
  return hits.map((hit) => ({
    start: advance(hit.start),
    end: advance(hit.end),
    kind: hit.kind,
    value: hit.value,
  }));
}

/** Characters of the escape at `at`: 3 for `%40`, 5 for `%2540` and so on, 6 for `\u0040`; 1 when it is none. */
function escapeWidth(units: Uint16Array, at: number, code: number): number {
  if (code === 92) {
    return units[at + 1] === 117 && isHexPair(units, at + 2) && isHexPair(units, at + 4) ? 6 : 1;
  }
  let first = at + 1;
  while (units[first] === 50 && units[first + 1] === 53 && isHexPair(units, first + 2)) {
    first += 2;
  }
  return isHexPair(units, first) ? first + 2 - at : 1;
}

function isHexPair(units: Uint16Array, at: number): boolean {
  return is(units, at, HEX) && is(units, at + 1, HEX);
}

/** Stands for what is no ASCII: no class of characters has it. */
const OTHER = 0xfffd;

function escapeValue(units: Uint16Array, at: number, width: number, before: number): number {
  const end = at + width;
  const low = hexOf(units[end - 2]) * 16 + hexOf(units[end - 1]);
  if (units[at] === 37) {
    return low > 127 ? OTHER : low;
  }
  return plainOf((hexOf(units[end - 4]) * 16 + hexOf(units[end - 3])) * 256 + low, before);
}

/** The value of a hexadecimal digit. */
function hexOf(code = 0): number {
  return code < 58 ? code - 48 : (code & 31) + 9;
}

const LONG_VOWEL = 0x30fc;

/** The long vowel mark stands for a hyphen behind a digit (`０３ー１２３４`); behind a letter it is one itself (`カード`). */
function plainOf(code: number, before: number): number {
  return code === LONG_VOWEL && (before < 48 || before > 57) ? code : (PLAIN[code] ?? code);
}

/** What each code stands for. */
const PLAIN = new Uint16Array(65_536);
for (let code = 0; code < PLAIN.length; code += 1) {
  PLAIN[code] = code;
}
for (let code = 0xff01; code <= 0xff5e; code += 1) {
  PLAIN[code] = code - 0xfee0;
}
for (const blank of [0xa0, 0x3000]) {
  PLAIN[blank] = 32;
}
for (const hyphen of [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, LONG_VOWEL]) {
  PLAIN[hyphen] = 45;
}
