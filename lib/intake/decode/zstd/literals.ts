import { corrupt } from './corrupt';
import { littleEndian } from './frame-header';
import { decodeHuffman, type HuffmanTable, readHuffmanTable } from './huffman';

const RAW = 0;
const RLE = 1;
const TREELESS = 3;
const JUMP_TABLE_BYTES = 6;

export interface Literals {
  readonly literals: Uint8Array;
  /** Bytes of the block that they took. */
  readonly bytes: number;
  /** The table that a later block may use again. */
  readonly table: HuffmanTable | undefined;
}

/** Reads a block's literals section (RFC 8878, 3.1.1.3.1). */
export function readLiterals(
  block: Uint8Array,
  maxBytes: number,
  before: HuffmanTable | undefined,
): Literals {
  const head = sectionHeader(block);
  const { type, size, compressed, streams } = head;
  const end = head.bytes + compressed;
  if (size > maxBytes || end > block.length) {
    return corrupt('literals beyond their block');
  }
  if (type === RAW) {
    return { literals: block.subarray(head.bytes, end), bytes: end, table: before };
  }
  if (type === RLE) {
    return { literals: new Uint8Array(size).fill(block[head.bytes] ?? 0), bytes: end, table: before };
  }
  const read =
    type === TREELESS ? { table: before, bytes: 0 } : readHuffmanTable(block.subarray(head.bytes, end));
  if (read.table === undefined) {
    return corrupt('literals that use a table of an earlier block, but there is none');
  }
  const literals = new Uint8Array(size);
  const source = block.subarray(head.bytes + read.bytes, end);
  if (streams === 1) {
    decodeHuffman(read.table, source, literals);
  } else {
    decodeFourStreams(read.table, source, literals);
  }
  return { literals, bytes: end, table: read.table };
}

function sectionHeader(block: Uint8Array) {
  const first = block[0] ?? 0;
  const type = first & 3;
  const format = (first >> 2) & 3;
  if (type === RAW || type === RLE) {
    const bytes = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = Math.floor(littleEndian(block, 0, bytes) / (bytes === 1 ? 8 : 16));
    return { type, size, bytes, compressed: type === RLE ? 1 : size, streams: 1 };
  }
  const bytes = format === 3 ? 5 : format === 2 ? 4 : 3;
  const width = 2 ** (bytes === 5 ? 18 : bytes === 4 ? 14 : 10);
  const sizes = Math.floor(littleEndian(block, 0, bytes) / 16);
  return {
    type,
    size: sizes % width,
    bytes,
    compressed: Math.floor(sizes / width),
    streams: format === 0 ? 1 : 4,
  };
}

function decodeFourStreams(table: HuffmanTable, source: Uint8Array, target: Uint8Array): void {
  const part = (target.length + 3) >> 2;
  let from = JUMP_TABLE_BYTES;
  for (let stream = 0; stream < 4; stream++) {
    const to = stream === 3 ? source.length : from + littleEndian(source, 2 * stream, 2);
    const targetFrom = stream * part;
    if (to > source.length || to <= from || targetFrom > target.length) {
      corrupt('a Huffman stream beyond its block');
    }
    const targetTo = stream === 3 ? target.length : Math.min(targetFrom + part, target.length);
    decodeHuffman(table, source.subarray(from, to), target.subarray(targetFrom, targetTo));
    from = to;
  }
}
