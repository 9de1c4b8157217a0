import { cloudTrailRecord } from '../../functions/local/demo/cloudtrail';
import { seeded } from '../../functions/local/demo/random';
import { loadZstd } from '../../lib/lake/parquet/zstd';
import { createPartitionWriter } from '../../lib/lake/partition-writer';
import { COLUMNS, EVENT_COLUMN } from '../../lib/lake/table/columns';
import type { EventRow } from '../../lib/lake/table/row';
import { awsCloudTrail } from '../../lib/sources/aws-cloudtrail/source';
import { MemoryStore } from '../support/memory-store';
import { bestSeconds } from './measure';

const ROWS = 20_000;
const START = Date.UTC(2024, 7, 12, 6);
const TYPES = {
  string: 'STRING',
  int32: 'INT32',
  int64: 'INT64',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  timestamp_us: 'INT64',
} as const;

/**
 * Rows a second from event to finished file (columns taken, event as JSON, zstd), by the project's encoder and by
 * hyparquet-writer with the same columns and the same zstd.
 */
export async function measureParquet(): Promise<{ writer: string; rowsPerSecond: number; ratio: number }[]> {
  const rows = eventRows();
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const zstd = await loadZstd();
  const ours = await bestSeconds(5, async () => {
    const writer = createPartitionWriter({
      store: new MemoryStore(),
      batch: 'bench',
      maxBufferedBytes: 1 << 28,
    });
    for (const row of rows) {
      writer.append(row);
    }
    await writer.close();
  });
  const theirs = await bestSeconds(5, () =>
    parquetWriteBuffer({
      columnData: COLUMNS.map((column) => ({
        name: column.name,
        type: TYPES[column.type],
        data: rows.map((row) => cellOf(column, row)),
      })),
      codec: 'ZSTD',
      compressors: { ZSTD: (page: Uint8Array) => zstd.compress(page) },
    }),
  );
  return [
    { writer: "the project's encoder", rowsPerSecond: ROWS / ours, ratio: theirs / ours },
    { writer: 'hyparquet-writer', rowsPerSecond: ROWS / theirs, ratio: 1 },
  ];
}

function cellOf(column: (typeof COLUMNS)[number], row: EventRow) {
  if (column.name === EVENT_COLUMN) {
    return JSON.stringify(row.event);
  }
  const cell = column.from(row.event, row);
  const isLong = column.type === 'int64' || column.type === 'timestamp_us';
  return isLong && typeof cell === 'number' ? BigInt(Math.trunc(cell)) : cell;
}

function eventRows(): EventRow[] {
  const random = seeded(3);
  const normalise = awsCloudTrail.open({ input: 'bench', path: 'bench' });
  const rows: EventRow[] = [];
  for (let record = 0; record < ROWS; record++) {
    normalise(
      JSON.parse(JSON.stringify(cloudTrailRecord(random, START + record * 40))),
      (event, timeMicros) => {
        rows.push({ event, timeMicros, source: awsCloudTrail.id, rawObject: 'raw/bench', record });
      },
    );
  }
  return rows;
}
