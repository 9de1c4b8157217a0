import { ByteSink } from './byte-sink';
import { type Cells, type ColumnBuffer, doubled } from './cells';
import { plainWriter } from './text-column';

/** Beyond this, memory that is no longer filled is given back. */
const KEEP_BYTES = 1 << 20;

/** A column of long or all different texts, kept as UTF-8. */
export interface BytesColumn extends ColumnBuffer {
  /** Bytes collected, those of forgotten rows too until `retain`. */
  size(): number;
}

/** Keeps the bytes one after the other; `select` copies them row by row. No bounds: they say nothing of such values. */
export function createBytesColumn(): BytesColumn {
  let sink = new ByteSink();
  let starts = new Float64Array(64);
  let lengths = new Int32Array(64);
  let rows = 0;
  return {
    size: () => sink.length,
    append: (value) => {
      if (rows === starts.length) {
        starts = doubled(starts);
        lengths = doubled(lengths);
      }
      starts[rows] = sink.length;
      lengths[rows++] = typeof value === 'string' ? sink.text(value) : -1;
    },
    select: (order, from, to) => bytesCells(sink.buffer, starts, lengths, order, from, to),
    retain: (kept) => {
      const before = sink;
      const size = kept.reduce((total, row) => total + Math.max(0, lengths[row] ?? 0), 0);
      if (before.buffer.length > Math.max(KEEP_BYTES, size * 4)) {
        sink = new ByteSink(Math.max(KEEP_BYTES, size));
      }
      let end = 0;
      kept.forEach((row, at) => {
        const start = starts[row] ?? 0;
        const length = lengths[row] ?? -1;
        before.buffer.copy(sink.buffer, end, start, start + Math.max(0, length));
        starts[at] = end;
        lengths[at] = length;
        end += Math.max(0, length);
      });
      sink.length = end;
      rows = kept.length;
    },
  };
}

function bytesCells(
  bytes: Buffer,
  starts: Float64Array,
  lengths: Int32Array,
  order: Int32Array,
  from: number,
  to: number,
): Cells {
  const present = new Uint8Array(to - from);
  const chosen = new Int32Array(to - from);
  let count = 0;
  for (let at = from; at < to; at++) {
    const row = order[at] ?? 0;
    if ((lengths[row] ?? -1) >= 0) {
      present[at - from] = 1;
      chosen[count++] = row;
    }
  }
  const write = (sink: ByteSink, nth: number): void => {
    const row = chosen[nth] ?? 0;
    const start = starts[row] ?? 0;
    const length = lengths[row] ?? 0;
    sink.uint32(length);
    sink.copy(bytes, start, start + length);
  };
  return {
    present,
    presentCount: count,
    dictionary: undefined,
    bounds: undefined,
    writePlain: plainWriter(present, write),
  };
}
