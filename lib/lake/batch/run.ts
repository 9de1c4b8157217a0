import type { BlobStore } from '../../ports/blob-store';
import { driveBatch, type ProcessBatch } from './drive';
import { type Commit, keys, type Manifest, type Plan, readRecord, type Versions } from './records';
import { claimsOf, sealBatch } from './seal';

/**
 * Brings every input of a plan to a committed batch: the plan's own, or the one that claimed the input before and
 * may have been left unfinished. Returns the commits made now; what was committed before is left alone.
 */
export async function runPlan(
  store: BlobStore,
  plan: Plan,
  versions: Versions,
  process: ProcessBatch,
): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (const batch of await batchesOf(store, plan)) {
    const commit = await finishBatch(store, batch === plan.batch ? plan : batch, versions, process);
    if (commit) {
      commits.push(commit);
    }
  }
  return commits;
}

/** Seals and drives one batch, given its plan or its id, unless it is committed. */
export async function finishBatch(
  store: BlobStore,
  planOrBatch: Plan | string,
  versions: Versions,
  process: ProcessBatch,
): Promise<Commit | undefined> {
  const batch = typeof planOrBatch === 'string' ? planOrBatch : planOrBatch.batch;
  if (await store.get(keys.commit(batch))) {
    return undefined;
  }
  return driveBatch(store, await manifestOf(store, planOrBatch, versions), versions, process);
}

/** The batch's manifest; sealed now when that was left undone. */
async function manifestOf(
  store: BlobStore,
  planOrBatch: Plan | string,
  versions: Versions,
): Promise<Manifest> {
  const batch = typeof planOrBatch === 'string' ? planOrBatch : planOrBatch.batch;
  const sealed = await readRecord<Manifest>(store, keys.manifest(batch));
  if (sealed) {
    return sealed;
  }
  const plan =
    typeof planOrBatch === 'string' ? await readRecord<Plan>(store, keys.plan(batch)) : planOrBatch;
  if (!plan) {
    throw new Error(
      `batch ${batch} holds claims but has no plan (${keys.plan(batch)}): restore the lake's state folder`,
    );
  }
  return sealBatch(store, plan, versions);
}

/** The plan's own batch while any member is free or its own; else only the batches that hold the members. */
async function batchesOf(store: BlobStore, plan: Plan): Promise<ReadonlySet<string>> {
  const holders = await claimsOf(store, plan.members);
  return new Set(holders.map((holder) => holder ?? plan.batch));
}
