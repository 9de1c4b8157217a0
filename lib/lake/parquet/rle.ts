import type { ByteSink } from './byte-sink';

/** A run is worth its own header from this length on; literals come in groups of as many. */
const GROUP = 8;

/**
 * Appends `values[from…to)` in Parquet's hybrid of run lengths and bit packing, `width` bits a value (1 to 24).
 * Source: apache/parquet-format, Encodings.md, RLE = 3.
 */
export function writeHybrid(
  sink: ByteSink,
  values: Int32Array | Uint8Array,
  from: number,
  to: number,
  width: number,
): void {
  let at = from;
  while (at < to) {
    const run = runLength(values, at, to);
    if (run >= GROUP) {
      sink.varint(run * 2);
      writeRunValue(sink, values[at] ?? 0, width);
      at += run;
    } else {
      const end = literalEnd(values, at, to);
      sink.varint(Math.ceil((end - at) / GROUP) * 2 + 1);
      writePacked(sink, values, at, end, width);
      at = end;
    }
  }
}

/** Bits that a number up to `max` takes, at least one. */
export function bitWidth(max: number): number {
  return Math.max(1, 32 - Math.clz32(max));
}

function runLength(values: Int32Array | Uint8Array, from: number, to: number): number {
  const first = values[from];
  let at = from + 1;
  while (at < to && values[at] === first) {
    at++;
  }
  return at - from;
}

/** Whole groups up to the next run; fewer than a group only at the end. */
function literalEnd(values: Int32Array | Uint8Array, from: number, to: number): number {
  let end = Math.min(from + GROUP, to);
  while (end < to && !startsRun(values, end, to)) {
    end = Math.min(end + GROUP, to);
  }
  return end;
}

function startsRun(values: Int32Array | Uint8Array, from: number, to: number): boolean {
  const end = from + GROUP;
  if (end > to) {
    return false;
  }
  for (let at = from + 1; at < end; at++) {
    if (values[at] !== values[from]) {
      return false;
    }
  }
  return true;
}

function writeRunValue(sink: ByteSink, value: number, width: number): void {
  for (let shift = 0; shift < width; shift += 8) {
    sink.byte((value >>> shift) & 0xff);
  }
}

/** Least significant bit first; the last group is filled up with zeros. */
function writePacked(
  sink: ByteSink,
  values: Int32Array | Uint8Array,
  from: number,
  to: number,
  width: number,
): void {
  const size = Math.ceil((to - from) / GROUP) * width;
  sink.ensure(size);
  const { buffer } = sink;
  let out = sink.length;
  let bits = 0;
  let held = 0;
  for (let at = from; at < to; at++) {
    held |= (values[at] ?? 0) << bits;
    bits += width;
    while (bits >= 8) {
      buffer[out++] = held;
      held >>>= 8;
      bits -= 8;
    }
  }
  if (bits > 0) {
    buffer[out++] = held;
  }
  buffer.fill(0, out, sink.length + size);
  sink.length += size;
}
