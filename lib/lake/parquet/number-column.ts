import { numberBounds } from './bounds';
import { type Cells, type ColumnBuffer, type Dictionary, doubled, repeats } from './cells';
import { createNumberSet } from './number-set';
import { type NumberType, PLAIN_NUMBERS } from './plain-numbers';

const ABSENT = Number.NaN;

/** A column of numbers or booleans; 8 bytes a row while collected, NaN for NULL. */
export function createNumberColumn(type: NumberType): ColumnBuffer {
  const { accepts } = PLAIN_NUMBERS[type];
  let values = new Float64Array(64);
  let rows = 0;
  return {
    append: (value) => {
      const cell = typeof value === 'boolean' ? Number(value) : value;
      if (rows === values.length) {
        values = doubled(values);
      }
      values[rows++] = typeof cell === 'number' && accepts(cell) ? cell : ABSENT;
    },
    select: (order, from, to) => numberCells(type, gather(values, order, from, to)),
    retain: (kept) => {
      kept.forEach((row, at) => {
        values[at] = values[row] ?? ABSENT;
      });
      rows = kept.length;
    },
  };
}

interface Gathered {
  readonly present: Uint8Array;
  /** Values of the rows that have one. */
  readonly dense: Float64Array;
}

function gather(values: Float64Array, order: Int32Array, from: number, to: number): Gathered {
  const present = new Uint8Array(to - from);
  const dense = new Float64Array(to - from);
  let count = 0;
  for (let at = from; at < to; at++) {
    const value = values[order[at] ?? 0] ?? ABSENT;
    if (!Number.isNaN(value)) {
      present[at - from] = 1;
      dense[count++] = value;
    }
  }
  return { present, dense: dense.subarray(0, count) };
}

/** All values fit one page: a row group has at most 50 000 rows of 8 bytes. */
function numberCells(type: NumberType, { present, dense }: Gathered): Cells {
  const { write } = PLAIN_NUMBERS[type];
  return {
    present,
    presentCount: dense.length,
    dictionary: type === 'boolean' || type === 'double' ? undefined : numberDictionary(type, dense),
    bounds: numberBounds(type, dense),
    writePlain: (sink) => {
      write(sink, dense);
      return present.length;
    },
  };
}

function numberDictionary(type: NumberType, dense: Float64Array): Dictionary | undefined {
  const set = createNumberSet();
  const indexes = new Int32Array(dense.length);
  for (let at = 0; at < dense.length; at++) {
    indexes[at] = set.indexOf(dense[at] ?? 0);
    if (at === 1023 && !repeats(set.size(), at)) {
      return undefined;
    }
  }
  return repeats(set.size(), dense.length)
    ? { indexes, size: set.size(), write: (sink) => PLAIN_NUMBERS[type].write(sink, set.values()) }
    : undefined;
}
