import { ByteSink } from './byte-sink';
import type { Codec } from './codec';
import { CodecId } from './format';

/** Matches are looked for within one block, so that an offset fits two bytes. */
const BLOCK = 1 << 16;
const TABLE_BITS = 14;
const MIN_MATCH = 4;

/** Snappy, for engines that document no Zstandard. Source: google/snappy, format_description.txt. */
export const SNAPPY: Codec = { id: CodecId.SNAPPY, compress };

function compress(page: Uint8Array): Uint8Array {
  const out = new ByteSink(64 + page.length);
  const table = new Uint16Array(1 << TABLE_BITS);
  out.varint(page.length);
  for (let start = 0; start < page.length; start += BLOCK) {
    table.fill(0);
    compressBlock(out, page.subarray(start, start + BLOCK), table);
  }
  return new Uint8Array(out.view());
}

/** Greedy: the last place with the same hash, tried less and less often while nothing matches. */
function compressBlock(out: ByteSink, block: Uint8Array, table: Uint16Array): void {
  const limit = block.length - MIN_MATCH;
  let literal = 0;
  let at = 1;
  let misses = 32;
  while (at <= limit) {
    const word = load32(block, at);
    const slot = Math.imul(word, 0x1e35a7bd) >>> (32 - TABLE_BITS);
    const candidate = table[slot] ?? 0;
    table[slot] = at;
    if (load32(block, candidate) !== word || candidate >= at) {
      at += misses++ >> 5;
      continue;
    }
    const length = matchLength(block, candidate, at);
    writeLiteral(out, block.subarray(literal, at));
    writeCopies(out, at - candidate, length);
    at += length;
    literal = at;
    misses = 32;
  }
  writeLiteral(out, block.subarray(literal));
}

function load32(block: Uint8Array, at: number): number {
  return (
    (block[at] ?? 0) |
    ((block[at + 1] ?? 0) << 8) |
    ((block[at + 2] ?? 0) << 16) |
    ((block[at + 3] ?? 0) << 24)
  );
}

function matchLength(block: Uint8Array, candidate: number, at: number): number {
  let length = MIN_MATCH;
  while (at + length < block.length && block[candidate + length] === block[at + length]) {
    length++;
  }
  return length;
}

/** Tag 00: the length less one in the tag, or in one or two bytes behind it. */
function writeLiteral(out: ByteSink, bytes: Uint8Array): void {
  const size = bytes.length - 1;
  if (size < 0) {
    return;
  }
  if (size < 60) {
    out.byte(size << 2);
  } else if (size < 256) {
    out.byte(60 << 2);
    out.byte(size);
  } else {
    out.byte(61 << 2);
    out.byte(size & 0xff);
    out.byte(size >>> 8);
  }
  out.bytes(bytes);
}

/** Tag 10: up to 64 bytes from an offset of two bytes. */
function writeCopies(out: ByteSink, offset: number, length: number): void {
  for (let rest = length; rest > 0; rest -= 64) {
    out.byte(((Math.min(rest, 64) - 1) << 2) | 2);
    out.byte(offset & 0xff);
    out.byte(offset >>> 8);
  }
}
