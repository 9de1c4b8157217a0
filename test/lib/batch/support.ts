import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPartitionWriter } from '../../../lib/lake/partition-writer';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import type { QueryEngine } from '../../../lib/ports/query-engine';
import { LocalBlobStore } from '../../../lib/targets/local/blob-store';
import { openLake } from '../../../lib/targets/local/duckdb';

/** A lake on disk that DuckDB answers for, as Athena would. */
export interface TestLake {
  readonly folder: string;
  readonly store: LocalBlobStore;
  readonly engine: QueryEngine;
  /** SQL that was asked, in order. */
  readonly asked: string[];
  write(events: readonly OcsfEvent[], source: string, batch?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openTestLake(): Promise<TestLake> {
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-batch-'));
  const store = new LocalBlobStore(folder);
  const lake = await openLake(folder);
  const asked: string[] = [];
  return {
    folder,
    store,
    asked,
    engine: {
      run: async (sql) => {
        asked.push(sql);
        const { columns, rows, read } = await lake.query(sql);
        const cells = rows.map((row) => row.map((cell) => (cell == null ? null : String(cell))));
        return {
          columns,
          bytesScanned: read.bytes,
          rows: (async function* () {
            yield* cells;
          })(),
        };
      },
    },
    write: async (events, source, batch = 'made-up') => {
      const writer = createPartitionWriter({ store, batch: `${batch}-${source}` });
      for (const [record, event] of events.entries()) {
        const timeMicros = Math.round(event.time * 1000);
        writer.append({ event, timeMicros, source, rawObject: 'raw/object', record });
      }
      await writer.close();
    },
    close: async () => {
      lake.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Microseconds of a time. */
export const at = (time: string) => Date.parse(time) * 1000;
