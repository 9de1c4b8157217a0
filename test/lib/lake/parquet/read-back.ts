import { decompress } from 'fzstd';
import { parquetReadObjects } from 'hyparquet';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Every row of a Parquet file, read by hyparquet; integers as numbers, times as epoch microseconds. */
export async function readBack(file: Uint8Array): Promise<Record<string, unknown>[]> {
  const bytes = Uint8Array.from(file);
  const rows = await parquetReadObjects({
    file: { byteLength: bytes.length, slice: (start, end) => bytes.buffer.slice(start, end) },
    compressors: { ZSTD: (page) => decompress(page) },
    parsers: {
      timestampFromMicroseconds: (micros: bigint) => Number(micros) as unknown as Date,
      stringFromBytes: (text: Uint8Array) => text && decoder.decode(text),
    },
  });
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
  );
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}
