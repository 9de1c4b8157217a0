import type { ByteSink } from './byte-sink';
import type { Bounds, Cells } from './cells';
import type { Codec } from './codec';
import { Encoding, PageType } from './format';
import { bitWidth, writeHybrid } from './rle';
import { type ThriftStruct, writeStruct } from './thrift';

/** Uncompressed size a page of values is ended at. */
const PAGE_BYTES = 1 << 20;

/** What the footer says of a column chunk. */
export interface Chunk {
  readonly values: number;
  readonly nulls: number;
  readonly bounds: Bounds | undefined;
  readonly dictionaryOffset: number | undefined;
  readonly dataOffset: number;
  readonly dataPages: number;
  readonly uncompressedBytes: number;
  readonly compressedBytes: number;
}

/** Where column chunks go, and memory used again for every page. */
export interface ChunkContext {
  readonly out: ByteSink;
  readonly page: ByteSink;
  readonly levels: ByteSink;
  readonly codec: Codec;
}

/** Appends the pages of one column chunk: a dictionary page where values repeat, then data pages (version 1). */
export function writeChunk(cells: Cells, context: ChunkContext): Chunk {
  const { out } = context;
  const start = out.length;
  const { dictionary } = cells;
  const dictionaryBytes = dictionary ? writeDictionaryPage(dictionary, context) : 0;
  const dataOffset = out.length;
  const pages = dictionary ? [writeIndexPage(cells, dictionary, context)] : writePlainPages(cells, context);
  return {
    values: cells.present.length,
    nulls: cells.present.length - cells.presentCount,
    bounds: cells.bounds,
    dictionaryOffset: dictionary ? start : undefined,
    dataOffset,
    dataPages: pages.length,
    uncompressedBytes: pages.reduce((total, bytes) => total + bytes, dictionaryBytes),
    compressedBytes: out.length - start,
  };
}

type Dictionary = NonNullable<Cells['dictionary']>;

function writeDictionaryPage(dictionary: Dictionary, context: ChunkContext): number {
  context.page.reset();
  dictionary.write(context.page);
  return writePage(context, context.page.view(), PageType.DICTIONARY_PAGE, (header) =>
    header.struct(7, (fields) => {
      fields.i32(1, dictionary.size);
      fields.i32(2, Encoding.PLAIN);
    }),
  );
}

function writeIndexPage(cells: Cells, dictionary: Dictionary, context: ChunkContext): number {
  const { page } = context;
  const width = bitWidth(dictionary.size - 1);
  const start = reserveLevels(context, cells.present.length);
  page.byte(width);
  writeHybrid(page, dictionary.indexes, 0, dictionary.indexes.length, width);
  return writeDataPage(cells, 0, cells.present.length, start, Encoding.RLE_DICTIONARY, context);
}

function writePlainPages(cells: Cells, context: ChunkContext): number[] {
  const pages: number[] = [];
  let from = 0;
  do {
    const start = reserveLevels(context, cells.present.length - from);
    const to = cells.writePlain(context.page, from, PAGE_BYTES);
    pages.push(writeDataPage(cells, from, to, start, Encoding.PLAIN, context));
    from = to;
  } while (from < cells.present.length);
  return pages;
}

/** Begins a page behind room for the levels of so many rows: which rows it holds is known after its values only. */
function reserveLevels({ page }: ChunkContext, rows: number): number {
  const room = 16 + Math.ceil(rows / 4);
  page.reset();
  page.ensure(room);
  page.length = room;
  return room;
}

function writeDataPage(
  cells: Cells,
  from: number,
  to: number,
  valuesAt: number,
  encoding: Encoding,
  context: ChunkContext,
): number {
  const { page, levels } = context;
  levels.reset();
  writeHybrid(levels, cells.present, from, to, 1);
  const start = valuesAt - levels.length - 4;
  page.buffer.writeUInt32LE(levels.length, start);
  levels.buffer.copy(page.buffer, start + 4, 0, levels.length);
  return writePage(context, page.buffer.subarray(start, page.length), PageType.DATA_PAGE, (header) =>
    header.struct(5, (fields) => {
      fields.i32(1, to - from);
      fields.i32(2, encoding);
      fields.i32(3, Encoding.RLE);
      fields.i32(4, Encoding.RLE);
    }),
  );
}

/** Compresses a page and appends it behind its header; returns the uncompressed size with the header. */
function writePage(
  { out, codec }: ChunkContext,
  body: Uint8Array,
  type: number,
  fields: (header: ThriftStruct) => void,
): number {
  const compressed = codec.compress(body);
  const start = out.length;
  writeStruct(out, (header) => {
    header.i32(1, type);
    header.i32(2, body.length);
    header.i32(3, compressed.length);
    fields(header);
  });
  const headerBytes = out.length - start;
  out.bytes(compressed);
  return headerBytes + body.length;
}
