/** Zeros before a text's codes, so that looking back needs no test; there are as many behind. */
export const PAD = 16;
/** Room made at the start; texts longer than most get their own array for the time of their scan. */
const USUAL = 65_536;
const MOST_KEPT = 2_097_152;
/** From this length on a native copy is faster than a loop. */
const LONG = 64;

/** The UTF-16 codes of one text: the unit at `n` stands at `n + PAD`. Arrays are read several times faster than strings. */
export interface Codes {
  units: Uint16Array;
  length: number;
}

let bytes = room(USUAL);
let usual = unitsOf(bytes);

function room(length: number): Buffer {
  return Buffer.alloc((length + 2 * PAD) * 2);
}

function unitsOf(buffer: Buffer): Uint16Array {
  return new Uint16Array(buffer.buffer, buffer.byteOffset, buffer.length / 2);
}

export function emptyCodes(): Codes {
  return { units: usual, length: 0 };
}

/**
 * Puts a text into the codes, which all scans share: the text before is gone. The room grows once to two million and is
 * kept, since lines of a megabyte seldom come alone and fresh memory costs more than the copy.
 */
export function load(codes: Codes, text: string): void {
  const { length } = text;
  codes.length = length;
  if (length > MOST_KEPT) {
    const own = room(length);
    own.write(text, PAD * 2, 'utf16le');
    codes.units = unitsOf(own);
    return;
  }
  if (length > usual.length - 2 * PAD) {
    bytes = room(MOST_KEPT);
    usual = unitsOf(bytes);
  }
  const units = usual;
  codes.units = units;
  if (length < LONG) {
    for (let at = 0; at < length; at += 1) {
      units[at + PAD] = text.charCodeAt(at);
    }
  } else {
    bytes.write(text, PAD * 2, 'utf16le');
  }
  endCodes(codes);
}

/** Ends the codes at their length: what a longer text left behind is not read. */
export function endCodes(codes: Codes): void {
  const stop = codes.length + 2 * PAD;
  for (let at = codes.length + PAD; at < stop; at += 1) {
    codes.units[at] = 0;
  }
}

/** The text that the codes from `start` to `end` (as they stand, with the padding) say. */
export function textOf({ units }: Codes, start: number, end: number): string {
  return Buffer.from(units.buffer, units.byteOffset + start * 2, (end - start) * 2).toString('utf16le');
}
