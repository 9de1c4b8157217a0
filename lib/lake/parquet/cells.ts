import type { ByteSink } from './byte-sink';

/** Lower and upper bound of the values of a column chunk, as Parquet's plain bytes. */
export interface Bounds {
  readonly min: Uint8Array;
  readonly max: Uint8Array;
  readonly minExact: boolean;
  readonly maxExact: boolean;
}

/** Values that repeat: each once, and for every cell that has a value the number of it. */
export interface Dictionary {
  readonly indexes: Int32Array;
  readonly size: number;
  /** Appends the distinct values in Parquet's plain encoding. */
  write(sink: ByteSink): void;
}

/** The cells of some rows of one column, in the order in which they are to be written. */
export interface Cells {
  /** One byte a row: 1 where the row has a value. */
  readonly present: Uint8Array;
  readonly presentCount: number;
  /** Undefined when too few values repeat. */
  readonly dictionary: Dictionary | undefined;
  /** Undefined when there is no value, or no bound worth having. */
  readonly bounds: Bounds | undefined;
  /** Appends values in plain encoding from row `from` on, until `limit` bytes are reached; returns the next row. */
  writePlain(sink: ByteSink, from: number, limit: number): number;
}

/** Holds one column of many rows while they are collected. */
export interface ColumnBuffer {
  /** Appends a cell; what the column's type cannot hold becomes NULL. */
  append(value: unknown): void;
  /** The cells of the rows numbered `order[from…to)`. */
  select(order: Int32Array, from: number, to: number): Cells;
  /** Forgets every row but these, ascending, which are then numbered from 0. */
  retain(rows: Int32Array): void;
}

/** A dictionary pays when values occur twice on average; an empty one is none. */
export function repeats(distinct: number, present: number): boolean {
  return distinct > 0 && distinct * 2 <= present;
}

/** A copy with room for twice as many items. */
export function doubled<Items extends Int32Array | Float64Array>(items: Items): Items {
  const size = items.length * 2;
  const larger = items instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
  larger.set(items);
  return larger as Items;
}
