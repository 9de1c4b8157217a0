import { ByteSink } from './byte-sink';
import { type BytesColumn, createBytesColumn } from './bytes-column';
import type { ColumnBuffer } from './cells';
import { type ChunkContext, writeChunk } from './chunk';
import type { Codec } from './codec';
import { type RowGroup, writeFooter } from './footer';
import { MAGIC } from './format';
import { createNumberColumn } from './number-column';
import type { ParquetColumn } from './schema';
import { createTextColumn } from './text-column';

/** Rows a group has at most: bounds what a reader holds, and what one page of numbers needs. */
export const MAX_ROWS_PER_GROUP = 50_000;

export interface EncoderColumn extends ParquetColumn {
  /** Nearly every value differs (or is long): kept as bytes, without a dictionary or bounds. */
  readonly plain?: boolean;
}

export interface EncoderOptions {
  readonly columns: readonly EncoderColumn[];
  /** Name of the column that the caller's order sorts the rows by, ascending. */
  readonly sortedBy?: string;
  /** Key-value metadata of the files. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Rows a group has. @default 50 000, which is also the most */
  readonly rowsPerGroup?: number;
}

/**
 * Collects rows as columns and writes any of them as a Parquet file. Rows are numbered in the order in which they
 * were appended. The bytes of a file depend on nothing but its rows in their order, the options and the codec.
 */
export interface ParquetEncoder {
  readonly rows: number;
  /**
   * Appends one cell a column, in the columns' order; null, undefined and what the type cannot hold become NULL.
   * Returns the bytes of its `plain` columns, which are nearly all that a row needs.
   */
  append(cells: readonly unknown[]): number;
  /** The file of the rows numbered by `order`, in that order. */
  encodeFile(order: Int32Array, codec: Codec): Uint8Array;
  /** Forgets every row but these, ascending, which are then numbered from 0. */
  retain(rows: Int32Array): void;
}

export function createParquetEncoder(options: EncoderOptions): ParquetEncoder {
  const { columns } = options;
  const buffers = columns.map(createColumn);
  const plain = buffers.filter((buffer): buffer is BytesColumn => 'size' in buffer);
  const out = new ByteSink(1 << 16);
  const [page, levels] = [new ByteSink(1 << 16), new ByteSink()];
  const plainBytes = () => plain.reduce((total, buffer) => total + buffer.size(), 0);
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    append: (cells) => {
      const before = plainBytes();
      for (let i = 0; i < buffers.length; i++) {
        buffers[i]?.append(cells[i]);
      }
      rows++;
      return plainBytes() - before;
    },
    encodeFile: (order, codec) => {
      out.reset();
      writeFile({ out, page, levels, codec }, order, buffers, options);
      return new Uint8Array(out.view());
    },
    retain: (kept) => {
      for (const buffer of buffers) {
        buffer.retain(kept);
      }
      rows = kept.length;
    },
  };
}

function createColumn({ type, plain }: EncoderColumn): ColumnBuffer {
  if (type !== 'string') {
    return createNumberColumn(type);
  }
  return plain ? createBytesColumn() : createTextColumn();
}

function writeFile(
  context: ChunkContext,
  order: Int32Array,
  buffers: readonly ColumnBuffer[],
  options: EncoderOptions,
): void {
  const { out, codec } = context;
  const { columns, sortedBy, metadata = {} } = options;
  const size = Math.min(options.rowsPerGroup ?? MAX_ROWS_PER_GROUP, MAX_ROWS_PER_GROUP);
  const rowGroups: RowGroup[] = [];
  out.bytes(MAGIC);
  for (let from = 0; from < order.length; from += size) {
    const to = Math.min(from + size, order.length);
    const chunks = buffers.map((buffer) => writeChunk(buffer.select(order, from, to), context));
    rowGroups.push({ rows: to - from, chunks });
  }
  const start = out.length;
  const sorted = columns.findIndex((column) => column.name === sortedBy);
  writeFooter(out, {
    columns,
    rowGroups,
    codecId: codec.id,
    sortedBy: sorted < 0 ? undefined : sorted,
    metadata,
  });
  out.uint32(out.length - start);
  out.bytes(MAGIC);
}
