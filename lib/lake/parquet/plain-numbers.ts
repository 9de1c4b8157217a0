import type { ColumnType } from '../table/types';
import type { ByteSink } from './byte-sink';

export type NumberType = Exclude<ColumnType, 'string'>;

interface PlainNumbers {
  /** Whether the type can hold the number. */
  readonly accepts: (value: number) => boolean;
  /** Appends the numbers in Parquet's plain encoding, little endian. */
  readonly write: (sink: ByteSink, values: Float64Array) => void;
}

const INT64: PlainNumbers = { accepts: Number.isSafeInteger, write: writeInt64 };

/** How each type that is a number is checked and written. 64-bit integers are exact within ±2^53. */
export const PLAIN_NUMBERS: Readonly<Record<NumberType, PlainNumbers>> = {
  boolean: { accepts: (value) => value === 0 || value === 1, write: writeBits },
  int32: { accepts: (value) => value === (value | 0), write: writeInt32 },
  int64: INT64,
  timestamp_us: INT64,
  double: { accepts: Number.isFinite, write: writeDouble },
};

function writeInt32(sink: ByteSink, values: Float64Array): void {
  sink.ensure(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    sink.uint32(values[i] ?? 0);
  }
}

function writeInt64(sink: ByteSink, values: Float64Array): void {
  sink.ensure(values.length * 8);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    // `>>>` takes a number modulo 2^32, of negative ones too: the low half of two's complement.
    sink.uint32(value >>> 0);
    sink.uint32(Math.floor(value / 4294967296));
  }
}

function writeDouble(sink: ByteSink, values: Float64Array): void {
  sink.ensure(values.length * 8);
  for (let i = 0; i < values.length; i++) {
    sink.length = sink.buffer.writeDoubleLE(values[i] ?? 0, sink.length);
  }
}

/** One bit a value, least significant first. */
function writeBits(sink: ByteSink, values: Float64Array): void {
  for (let at = 0; at < values.length; at += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8 && at + bit < values.length; bit++) {
      byte |= (values[at + bit] ?? 0) << bit;
    }
    sink.byte(byte);
  }
}
