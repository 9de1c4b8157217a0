import type { BlobStore } from '../../ports/blob-store';
import type { OutputFile } from '../partition-writer';
import { type Commit, encodeRecord, type InputCount, keys, type Manifest, type Versions } from './records';

/** What processing a batch leaves, before it is committed. */
export interface BatchResult {
  readonly inputs: readonly InputCount[];
  readonly outputs: readonly OutputFile[];
  /** NDJSON lines, one a quarantined record. */
  readonly quarantine: readonly string[];
}

/** Turns the members of a manifest into files of the lake: the same manifest and versions give the same bytes. */
export type ProcessBatch = (manifest: Manifest) => Promise<BatchResult>;

/**
 * Brings a sealed batch to its commit, whatever was done for it before. Files that an unfinished or differently
 * configured run left and this one does not list are deleted before the commit is put.
 */
export async function driveBatch(
  store: BlobStore,
  manifest: Manifest,
  versions: Versions,
  process: ProcessBatch,
): Promise<Commit> {
  await store.delete(keys.commit(manifest.batch));
  const result = await process(manifest);
  const quarantine = await putQuarantine(store, manifest.batch, result.quarantine);
  await deleteStrays(store, manifest.batch, new Set(result.outputs.map((output) => output.key)));
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
  for await (const { key } of store.list('events/')) {
    if (key.includes(`/${batch}-`) && !listed.has(key)) {
      await store.delete(key);
    }
  }
}
