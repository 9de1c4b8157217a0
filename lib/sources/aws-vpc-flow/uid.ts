import { KNOWN_COLUMNS } from './columns';
import type { FlowLine } from './split';

/** What the uid of every line of one layout starts from: its column names, and the order to take the values in. */
export interface UidSeed {
  /** Undefined when the columns stand in the documentation's order already, as in the default format. */
  readonly order?: readonly number[];
  readonly lanes: Int32Array;
}

const OFFSETS = Int32Array.of(0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0x27d4eb2f);

/** Values are taken in one order of columns, so that a flow has the same uid whatever order its header has. */
export function uidSeed(columns: readonly string[]): UidSeed {
  const ranks = new Map([...KNOWN_COLUMNS].map((name, rank) => [name, rank]));
  const rank = (index: number) => ranks.get(columns[index] ?? '') ?? ranks.size;
  const byName = (a: number, b: number) => ((columns[a] ?? '') < (columns[b] ?? '') ? -1 : 1);
  const order = columns.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || byName(a, b));
  const inOrder = order.every((index, position) => index === position);
  const names = order.map((index) => columns[index]).join(' ');
  absorb(OFFSETS, names);
  return { order: inOrder ? undefined : order, lanes: Int32Array.from(digest) };
}

/**
 * 128 bits of a flow's content as 32 hex digits: flow records carry no id, and one delivered twice must have the same.
 * MurmurHash3 (x86, 128 bits); not cryptographic: a digest costs more than half the mapping, and nobody outside chooses
 * a record's counters, times and interface so as to make two records collide.
 */
export function flowUid({ line, values }: FlowLine, seed: UidSeed): string {
  const ordered = seed.order ? seed.order.map((index) => values[index]).join(' ') : line;
  absorb(seed.lanes, ordered);
  return digestBytes.toString('hex');
}

const digestBytes = Buffer.alloc(16);
const digest = wordsOf(digestBytes);
let textBytes = Buffer.alloc(1024);
let words = wordsOf(textBytes);

function wordsOf(bytes: Buffer): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** Lays the text out to be read four bytes at a time, padded with zeros to whole blocks of four words. */
function layOut(text: string): number {
  // A UTF-16 unit takes up to three bytes, the padding up to 16.
  if (text.length * 3 + 16 > textBytes.length) {
    textBytes = Buffer.alloc(text.length * 4 + 16);
    words = wordsOf(textBytes);
  }
  const length = textBytes.write(text, 'utf8');
  textBytes.fill(0, length, length + 16);
  return length;
}

/** Four lanes, a word each a round, into `digest`; the text's length tells the padding apart. */
function absorb(start: Int32Array, text: string): void {
  const length = layOut(text);
  let a = start[0] ?? 0;
  let b = start[1] ?? 0;
  let c = start[2] ?? 0;
  let d = start[3] ?? 0;
  for (let i = 0; i << 2 < length; i += 4) {
    a = step(a, words[i] ?? 0, 0x239b961b, 15, 0xab0e9789, 19, b, 0x561ccd1b);
    b = step(b, words[i + 1] ?? 0, 0xab0e9789, 16, 0x38b34ae5, 17, c, 0x0bcaa747);
    c = step(c, words[i + 2] ?? 0, 0x38b34ae5, 17, 0xa1e38b93, 15, d, 0x96cd1c35);
    d = step(d, words[i + 3] ?? 0, 0xa1e38b93, 18, 0x239b961b, 13, a, 0x32ac3b17);
  }
  mix(a ^ length, b ^ length, c ^ length, d ^ length);
}

function step(
  lane: number,
  word: number,
  before: number,
  by: number,
  after: number,
  turn: number,
  next: number,
  plus: number,
): number {
  const scrambled = Math.imul(rotate(Math.imul(word, before), by), after);
  return (Math.imul((rotate(lane ^ scrambled, turn) + next) | 0, 5) + plus) | 0;
}

function rotate(lane: number, by: number): number {
  return (lane << by) | (lane >>> (32 - by));
}

/** Brings every lane into every other. */
function mix(a: number, b: number, c: number, d: number): void {
  const sum = (a + b + c + d) | 0;
  const w = avalanche(sum);
  const x = avalanche((b + sum) | 0);
  const y = avalanche((c + sum) | 0);
  const z = avalanche((d + sum) | 0);
  const all = (w + x + y + z) | 0;
  digest[0] = all;
  digest[1] = x + all;
  digest[2] = y + all;
  digest[3] = z + all;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function avalanche(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
