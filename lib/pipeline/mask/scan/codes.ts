import { CLASSES } from './chars';

/** Zeros before a text's codes, so that looking back needs no test; there are as many behind. */
export const PAD = 16;
/** Longer texts get an array of their own for the time of their scan. */
const USUAL = 65_536;
/** From this length on a native copy is faster than a loop. */
const LONG = 64;

/** The UTF-16 codes of one text: the unit at `n` stands at `n + PAD`. Arrays are read several times faster than strings. */
export interface Codes {
  units: Uint16Array;
  length: number;
}

const bytes = Buffer.alloc((USUAL + 2 * PAD) * 2);
const usual = new Uint16Array(bytes.buffer, bytes.byteOffset, USUAL + 2 * PAD);

export function emptyCodes(): Codes {
  return { units: usual, length: 0 };
}

/** Puts a text into the codes, which all scans share: the text before is gone. */
export function load(codes: Codes, text: string): void {
  const { length } = text;
  codes.length = length;
  if (length > USUAL) {
    const own = Buffer.alloc((length + 2 * PAD) * 2);
    own.write(text, PAD * 2, 'utf16le');
    codes.units = new Uint16Array(own.buffer, own.byteOffset, length + 2 * PAD);
    return;
  }
  codes.units = usual;
  if (length < LONG) {
    for (let at = 0; at < length; at += 1) {
      usual[at + PAD] = text.charCodeAt(at);
    }
  } else {
    bytes.write(text, PAD * 2, 'utf16le');
  }
  for (let at = length + PAD; at < length + 2 * PAD; at += 1) {
    usual[at] = 0;
  }
}

/** Whether a code is a decimal digit's. */
export function isDigitCode(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

/** Whether a unit is an ASCII character of one of the classes of `chars.ts`. */
export function isOf(units: Uint16Array, at: number, classes: number): boolean {
  const code = units[at] ?? 0;
  return code < 128 && ((CLASSES[code] ?? 0) & classes) !== 0;
}
