import type { BlobStore } from '../../ports/blob-store';
import type { OutputFile } from '../partition-writer';
import { EVENTS_PREFIX } from '../table/partition';
import {
  type Commit,
  encodeRecord,
  type InputCount,
  keys,
  type Manifest,
  readRecord,
  type Versions,
} from './records';

/** What processing a batch leaves, before it is committed. */
export interface BatchResult {
  readonly inputs: readonly InputCount[];
  readonly outputs: readonly OutputFile[];
  /** NDJSON lines, one a quarantined record. */
  readonly quarantine: readonly string[];
  /** Whether the process may have left files it does not list. @default no */
  readonly strays?: boolean;
}

/** What a process is told of what was done for its batch before. */
export interface Drive {
  /** Whether files of the batch may stand that this drive does not write again. */
  readonly strays: boolean;
}

/** Turns the members of a manifest into files of the lake: the same manifest and versions give the same bytes. */
export type ProcessBatch = (manifest: Manifest, drive: Drive) => Promise<BatchResult>;

/**
 * Brings a sealed batch to its commit, whatever was done for it before. Files that a differently configured run left
 * and this one does not list are deleted before the commit is put.
 *
 * They are looked for only where there can be some, for a lake's listing costs a request a thousand objects: the same
 * manifest and versions give the same files, so each drive first writes down its versions.
 */
export async function driveBatch(
  store: BlobStore,
  manifest: Manifest,
  versions: Versions,
  process: ProcessBatch,
): Promise<Commit> {
  const drive = await recordDrive(store, manifest.batch, versions);
  await store.delete(keys.commit(manifest.batch));
  const result = await process(manifest, drive);
  const quarantine = await putQuarantine(store, manifest.batch, result.quarantine);
  if (drive.strays || result.strays) {
    await deleteStrays(store, manifest.batch, new Set(result.outputs.map((output) => output.key)));
  }
  const commit: Commit = {
    batch: manifest.batch,
    versions,
    inputs: result.inputs,
    outputs: result.outputs,
    quarantine,
  };
  await store.put(keys.commit(manifest.batch), encodeRecord(commit));
  return commit;
}

/** Writes down under which versions a batch is about to be driven, beside those it was driven under before. */
async function recordDrive(store: BlobStore, batch: string, versions: Versions): Promise<Drive> {
  const before = (await readRecord<Versions[]>(store, keys.drives(batch))) ?? (await committed(store, batch));
  const same = (one: Versions) => JSON.stringify(one) === JSON.stringify(versions);
  if (!before.some(same)) {
    await store.put(keys.drives(batch), encodeRecord([...before, versions]));
  }
  return { strays: !before.every(same) };
}

/** The versions of a commit from before drives were recorded. */
async function committed(store: BlobStore, batch: string): Promise<readonly Versions[]> {
  const commit = await readRecord<Commit>(store, keys.commit(batch));
  return commit ? [commit.versions] : [];
}

async function putQuarantine(
  store: BlobStore,
  batch: string,
  lines: readonly string[],
): Promise<string | undefined> {
  const key = keys.quarantine(batch);
  if (lines.length === 0) {
    await store.delete(key);
    return undefined;
  }
  await store.put(key, new TextEncoder().encode(lines.join('')));
  return key;
}

async function deleteStrays(store: BlobStore, batch: string, listed: ReadonlySet<string>): Promise<void> {
  for await (const { key } of store.list(EVENTS_PREFIX)) {
    if (key.includes(`/${batch}-`) && !listed.has(key)) {
      await store.delete(key);
    }
  }
}
