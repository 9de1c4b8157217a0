import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../functions/local/demo/cloudtrail';
import { seeded } from '../../functions/local/demo/random';
import { demoFiles } from '../../functions/local/demo/scenario';
import { createPartitionWriter } from '../../lib/lake/partition-writer';
import { trinoPartitions, trinoTable } from '../../lib/lake/table/trino-table';
import type { OcsfEvent } from '../../lib/ocsf/event';
import { LocalBlobStore } from '../../lib/targets/local/blob-store';
import { startTrino, type Trino, type TrinoResult } from './trino-server';

/** Trino over lakes of its own. */
export interface TrinoLakes {
  /** A lake of these events, their number in `record`, as schema and folder; the answer is where it is. */
  fill(name: string, events: readonly OcsfEvent[], source: string): Promise<string>;
  /** A lake that the command line made of the demo's logs and ten more days of quiet ones. */
  ingest(name: string): Promise<string>;
  query(name: string, sql: string): Promise<TrinoResult>;
  /** Numbers of the rows of a query that selects `record`, in order. */
  records(name: string, sql: string): Promise<readonly number[]>;
  readonly folder: string;
  close(): Promise<void>;
}

export async function openTrinoLakes(): Promise<TrinoLakes> {
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-trino-'));
  const trino = await startTrino(folder).catch((error: unknown) => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  return {
    folder,
    fill: async (name, events, source) => {
      await writeEvents(join(folder, name), events, source);
      return register(trino, folder, name);
    },
    ingest: async (name) => {
      writeLogs(join(folder, `${name}-logs`));
      kumomori('ingest', '--lake', join(folder, name), join(folder, `${name}-logs`));
      return register(trino, folder, name);
    },
    query: (name, sql) => trino.query(sql, name),
    records: async (name, sql) => {
      const { rows } = await trino.query(sql, name);
      return rows.map(([record]) => Number(record)).sort((a, b) => a - b);
    },
    close: async () => {
      await trino.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function register(trino: Trino, folder: string, name: string): Promise<string> {
  await trino.query(`CREATE SCHEMA hive."${name}"`);
  await trino.query(trinoTable(`local:///${name}/events`), name);
  await trino.query(trinoPartitions('hive', name), name);
  return join(folder, name);
}

async function writeEvents(lake: string, events: readonly OcsfEvent[], source: string): Promise<void> {
  const writer = createPartitionWriter({ store: new LocalBlobStore(lake), batch: 'made-up' });
  for (const [record, event] of events.entries()) {
    writer.append({
      event,
      timeMicros: Math.round(event.time * 1000),
      source,
      rawObject: 'raw/object',
      record,
    });
  }
  await writer.close();
}

const DAYS = 10;
const FIRST = Date.UTC(2024, 7, 1);

function writeLogs(folder: string): void {
  const random = seeded(1);
  const hours = Array.from({ length: DAYS * 24 }, (_, hour) => FIRST + hour * 3_600_000);
  const quiet = hours.map((start) => ({
    path: `quiet/${start}.json.gz`,
    body: gzipSync(
      JSON.stringify({
        Records: Array.from({ length: 20 }, (_, i) => cloudTrailRecord(random, start + i * 60_000)),
      }),
    ),
  }));
  for (const { path, body } of [...demoFiles(), ...quiet]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
}

/** One record of the demo is broken, which the command line says by its exit status. */
const QUARANTINED = 3;

function kumomori(...args: readonly string[]): void {
  const root = join(__dirname, '..', '..');
  const cli = [
    '--import',
    join(root, 'node_modules/tsx/dist/loader.mjs'),
    join(root, 'functions/local/main.ts'),
  ];
  const { status, stderr } = spawnSync(process.execPath, [...cli, ...args], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status !== QUARANTINED) {
    throw new Error(`kumomori ${args.join(' ')}: status ${status}: ${stderr}`);
  }
}
