import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ingest } from '../../../functions/local/commands/ingest';
import type { JsonValue } from '../../../lib/json';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { openLake } from '../../../lib/targets/local/duckdb';
import { outputDirectory } from '../../infra/support';
import { AWS } from '../../lib/config/support';
import type { TrailObject } from './logs';

/** All columns but where the raw bytes are and when they came, which differ between a laptop and a cloud. */
const ROWS =
  'SELECT * EXCLUDE (raw_object, ingest_time, delivery_time) FROM security_events ORDER BY event_uid, record, event';

export type Rows = readonly (readonly JsonValue[])[];

/** The rows of a lake. */
export async function rowsOf(folder: string, sql = ROWS): Promise<Rows> {
  const lake = await openLake(folder);
  try {
    return (await lake.query(sql)).rows;
  } finally {
    lake.close();
  }
}

/** A lake's files, as they are at this moment, in a folder. */
export async function download(store: BlobStore): Promise<string> {
  const folder = outputDirectory();
  for await (const { key } of store.list('events/')) {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, (await store.get(key)) ?? '');
  }
  return folder;
}

/** The lake that `kumomori ingest` makes of the same objects on a laptop. */
export async function ingestLocally(objects: readonly TrailObject[]): Promise<string> {
  const folder = outputDirectory();
  const config = join(folder, 'platform.yaml');
  writeFileSync(config, `version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n\n${AWS}`);
  mkdirSync(join(folder, 'logs'));
  for (const { key, body } of objects) {
    writeFileSync(join(folder, 'logs', basename(key)), body);
  }
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  await ingest([join(folder, 'logs')], { config, lake: join(folder, 'lake'), source: 'auto', json: true });
  write.mockRestore();
  process.exitCode = undefined;
  return join(folder, 'lake');
}
