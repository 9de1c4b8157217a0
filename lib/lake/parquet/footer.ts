import type { ByteSink } from './byte-sink';
import type { Chunk } from './chunk';
import { CREATED_BY, Encoding, PageType } from './format';
import { type ParquetColumn, physicalType, schemaElements } from './schema';
import { type ThriftStruct, writeStruct } from './thrift';

export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly Chunk[];
}

export interface FileLayout {
  readonly columns: readonly ParquetColumn[];
  readonly rowGroups: readonly RowGroup[];
  readonly codecId: number;
  /** Column that the rows of every group are sorted by, ascending; undefined when none. */
  readonly sortedBy: number | undefined;
  /** Key-value metadata of the file. */
  readonly metadata: Readonly<Record<string, string>>;
}

type Body = (struct: ThriftStruct) => void;

/** Appends FileMetaData. Every column is optional, and numbered by field id, so that columns can be appended. */
export function writeFooter(out: ByteSink, layout: FileLayout): void {
  writeStruct(out, (file) => {
    file.i32(1, 2);
    file.structList(2, schemaElements(layout.columns));
    file.i64(
      3,
      layout.rowGroups.reduce((total, group) => total + group.rows, 0),
    );
    file.structList(
      4,
      layout.rowGroups.map((group, ordinal) => rowGroup(group, ordinal, layout)),
    );
    const pairs = Object.entries(layout.metadata);
    if (pairs.length > 0) {
      file.structList(5, pairs.map(keyValue));
    }
    file.binary(6, CREATED_BY);
    file.structList(
      7,
      layout.columns.map(() => typeDefinedOrder),
    );
  });
}

const keyValue =
  ([key, value]: [string, string]): Body =>
  (pair) => {
    pair.binary(1, key);
    pair.binary(2, value);
  };

/** Bounds are in the order that the column's type defines; without it readers ignore bounds. */
const typeDefinedOrder: Body = (order) => order.struct(1, () => {});

function rowGroup({ rows, chunks }: RowGroup, ordinal: number, layout: FileLayout): Body {
  const sum = (size: (chunk: Chunk) => number) => chunks.reduce((total, chunk) => total + size(chunk), 0);
  const { sortedBy } = layout;
  return (group) => {
    group.structList(
      1,
      chunks.map((chunk, index) => columnChunk(chunk, index, layout)),
    );
    group.i64(
      2,
      sum((chunk) => chunk.uncompressedBytes),
    );
    group.i64(3, rows);
    if (sortedBy !== undefined) {
      group.structList(4, [
        (sorting) => {
          sorting.i32(1, sortedBy);
          sorting.bool(2, false);
          sorting.bool(3, false);
        },
      ]);
    }
    group.i64(5, chunks[0] ? startOf(chunks[0]) : 0);
    group.i64(
      6,
      sum((chunk) => chunk.compressedBytes),
    );
    group.i16(7, ordinal);
  };
}

function startOf(chunk: Chunk): number {
  return chunk.dictionaryOffset ?? chunk.dataOffset;
}

function columnChunk(chunk: Chunk, index: number, layout: FileLayout): Body {
  const column = layout.columns[index];
  const encoding = chunk.dictionaryOffset === undefined ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
  return (struct) => {
    struct.i64(2, startOf(chunk));
    struct.struct(3, (meta) => {
      meta.i32(1, physicalType(column?.type ?? 'string'));
      meta.i32List(
        2,
        encoding === Encoding.PLAIN
          ? [Encoding.PLAIN, Encoding.RLE]
          : [Encoding.PLAIN, Encoding.RLE, encoding],
      );
      meta.textList(3, [column?.name ?? '']);
      meta.i32(4, layout.codecId);
      meta.i64(5, chunk.values);
      meta.i64(6, chunk.uncompressedBytes);
      meta.i64(7, chunk.compressedBytes);
      meta.i64(9, chunk.dataOffset);
      if (chunk.dictionaryOffset !== undefined) {
        meta.i64(11, chunk.dictionaryOffset);
      }
      meta.struct(12, statistics(chunk));
      meta.structList(13, encodingStats(chunk, encoding));
    });
  };
}

function statistics({ nulls, bounds }: Chunk): Body {
  return (statistic) => {
    statistic.i64(3, nulls);
    if (bounds) {
      statistic.binary(5, bounds.max);
      statistic.binary(6, bounds.min);
      statistic.bool(7, bounds.maxExact);
      statistic.bool(8, bounds.minExact);
    }
  };
}

function encodingStats(chunk: Chunk, encoding: Encoding): Body[] {
  const stats =
    (page: number, used: Encoding, count: number): Body =>
    (stat) => {
      stat.i32(1, page);
      stat.i32(2, used);
      stat.i32(3, count);
    };
  const data = stats(PageType.DATA_PAGE, encoding, chunk.dataPages);
  return chunk.dictionaryOffset === undefined
    ? [data]
    : [stats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1), data];
}
