import { eachLimited } from '../../each-limited';
import { sha256 } from '../../hash';
import type { BlobStore } from '../../ports/blob-store';
import {
  encodeRecord,
  keys,
  type Manifest,
  type Member,
  type Plan,
  readRecord,
  type Versions,
} from './records';

/** How much one batch may hold, so that files stay few and a re-run stays short. */
export interface BatchLimits {
  readonly members: number;
  readonly bytes: number;
}

export const DEFAULT_BATCH_LIMITS: BatchLimits = { members: 1000, bytes: 256 * 1024 * 1024 };

/** Requests at once: claims take tens of milliseconds each in a bucket, and a batch has up to a thousand. */
const PARALLEL = 16;

/**
 * Groups inputs into batches. The same inputs give the same batches, whatever was done with them before: a run
 * that was killed is planned again exactly as it was.
 */
export function planBatches(
  members: readonly Member[],
  source: string,
  limits: BatchLimits = DEFAULT_BATCH_LIMITS,
): Plan[] {
  const plans: Plan[] = [];
  let group: Member[] = [];
  let bytes = 0;
  const close = () => {
    if (group.length > 0) {
      plans.push({ batch: batchId(group, source), members: group, source });
    }
    group = [];
    bytes = 0;
  };
  for (const member of members) {
    if (group.length >= limits.members || (group.length > 0 && bytes + member.bytes > limits.bytes)) {
      close();
    }
    group.push(member);
    bytes += member.bytes;
  }
  close();
  return plans;
}

/**
 * Seals a batch: writes the plan, claims each member (the first batch to claim an input has it for ever), then
 * creates the manifest from the members won. Any number of callers, stopped anywhere, end with one manifest.
 */
export async function sealBatch(store: BlobStore, plan: Plan, versions: Versions): Promise<Manifest> {
  await store.putIfAbsent(keys.plan(plan.batch), encodeRecord(plan));
  const holders = await eachLimited(plan.members, PARALLEL, ({ input }) => claim(store, input, plan.batch));
  const won = plan.members.filter((_, index) => holders[index] === plan.batch);
  const manifest: Manifest = { ...plan, members: won, versions };
  if (await store.putIfAbsent(keys.manifest(plan.batch), encodeRecord(manifest))) {
    return manifest;
  }
  const sealed = await readRecord<Manifest>(store, keys.manifest(plan.batch));
  if (!sealed) {
    throw new Error(
      `manifest of batch ${plan.batch} vanished while it was being sealed; is somebody deleting the lake?`,
    );
  }
  return sealed;
}

/** The batch that has the input: this one, when nobody claimed it before. */
async function claim(store: BlobStore, input: string, batch: string): Promise<string> {
  const key = keys.claim(input);
  if (await store.putIfAbsent(key, new TextEncoder().encode(batch))) {
    return batch;
  }
  const holder = await store.get(key);
  return holder ? new TextDecoder().decode(holder) : batch;
}

/** The batch that each member belongs to; undefined for those nobody has claimed. */
export function claimsOf(
  store: BlobStore,
  members: readonly Pick<Member, 'input'>[],
): Promise<readonly (string | undefined)[]> {
  return eachLimited(members, PARALLEL, async ({ input }) => {
    const holder = await store.get(keys.claim(input));
    return holder && new TextDecoder().decode(holder);
  });
}

function batchId(members: readonly Member[], source: string): string {
  return sha256([source, ...members.map((member) => member.input)].join('\n')).slice(0, 24);
}
