import { type BackwardBits, openBackwardBits, readBits } from './backward-bits';
import { corrupt } from './corrupt';
import { readFseTable } from './fse';

const MAX_BITS = 11;
const MAX_WEIGHTS = 255;
const WEIGHT_TABLE_LOG = 6;

/** A Huffman decoding table, indexed by the next `maxBits` bits. */
export interface HuffmanTable {
  readonly maxBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

/** Reads a tree description (RFC 8878, 4.2.1); `bytes` is how long it is. */
export function readHuffmanTable(source: Uint8Array): {
  readonly table: HuffmanTable;
  readonly bytes: number;
} {
  const head = source[0] ?? 0;
  const direct = head >= 128;
  const length = direct ? (head - 126) >> 1 : head;
  if (source.length < 1 + length) {
    return corrupt('a Huffman table that is cut');
  }
  const description = source.subarray(1, 1 + length);
  const weights = direct ? directWeights(description, head - 127) : compressedWeights(description);
  return { table: buildTable(weights), bytes: 1 + length };
}

function directWeights(description: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const pair = description[index >> 1] ?? 0;
    return index % 2 === 0 ? pair >> 4 : pair & 15;
  });
}

/** Two states take turns until the bits run out; each then has one symbol left. */
function compressedWeights(description: Uint8Array): number[] {
  const { table, bytes } = readFseTable(description, WEIGHT_TABLE_LOG, MAX_BITS + 1);
  const bits = openBackwardBits(description.subarray(bytes));
  const weights: number[] = [];
  let state = readBits(bits, table.log);
  let other = readBits(bits, table.log);
  if (bits.left < 0) {
    return corrupt('Huffman weights that are cut');
  }
  while (bits.left >= 0 && weights.length < MAX_WEIGHTS) {
    weights.push(table.symbols[state] ?? 0);
    const next = (table.base[state] ?? 0) + readBits(bits, table.bits[state] ?? 0);
    state = other;
    other = next;
  }
  weights.push(table.symbols[state] ?? 0);
  return weights;
}

function buildTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, weight) => total + (weight === 0 ? 0 : 2 ** (weight - 1)), 0);
  const maxBits = 32 - Math.clz32(sum);
  const left = 2 ** maxBits - sum;
  if (sum === 0 || maxBits > MAX_BITS || weights.length > MAX_WEIGHTS || (left & (left - 1)) !== 0) {
    return corrupt('Huffman weights that do not add up');
  }
  weights.push(32 - Math.clz32(left));
  const size = 1 << maxBits;
  const table = { maxBits, symbols: new Uint8Array(size), bits: new Uint8Array(size) };
  let at = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] === weight) {
        const end = at + (1 << (weight - 1));
        table.symbols.fill(symbol, at, end);
        table.bits.fill(maxBits + 1 - weight, at, end);
        at = end;
      }
    }
  }
  return table;
}

/** Decodes one stream, which must give exactly as many symbols as `target` takes. */
export function decodeHuffman(table: HuffmanTable, source: Uint8Array, target: Uint8Array): void {
  const bits: BackwardBits = openBackwardBits(source);
  const { maxBits, symbols } = table;
  for (let at = 0; at < target.length; at++) {
    const index = readBits(bits, maxBits);
    target[at] = symbols[index] ?? 0;
    bits.left += maxBits - (table.bits[index] ?? 0);
  }
  if (bits.left !== 0) {
    corrupt('a Huffman stream of another length than declared');
  }
}
