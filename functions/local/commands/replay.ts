import { driveBatch, type ProcessBatch } from '../../../lib/lake/batch/drive';
import {
  type Commit,
  keys,
  type Manifest,
  type Plan,
  readRecord,
  readRecords,
} from '../../../lib/lake/batch/records';
import { finishBatch } from '../../../lib/lake/batch/run';
import { dropOtherFindings } from '../../../lib/lake/correlate/slot-files';
import { concerns, type ReplayChoice } from '../../../lib/lake/replay/concerns';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { readTarget } from '../aws-platform';
import { UsageError } from '../errors';
import { batchProcessor, type LakeOptions, openLocalLake, reportCommits } from '../lake';
import { loadRuntime, type Runtime, type RuntimeOptions } from '../runtime';
import { readSource } from '../source-folders';
import { progress } from '../terminal';
import { readTimeSpan, type TimeRangeOptions } from '../time-range';

export interface ReplayOptions extends RuntimeOptions, LakeOptions, TimeRangeOptions {
  readonly batch?: readonly string[];
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly target?: string;
  /** `--no-alerts`. */
  readonly alerts?: boolean;
  readonly atOnce: string;
  readonly resume?: string;
}

/** `kumomori replay`: drives batches again from raw, under this release, configuration and rules. */
export async function replay(options: ReplayOptions): Promise<void> {
  if (readTarget(options.target) === 'aws') {
    await (await import('./replay-aws')).replayAws(options);
    return;
  }
  const choice: ReplayChoice = { range: readTimeSpan(options), source: readSource(options.source)?.id };
  const store = await openLocalLake(options.lake);
  const { batches, members } = await choose(store, options, choice);
  if (options.dryRun) {
    process.stdout.write(`${batches.length} batches of ${members} inputs would be made again\n`);
    return;
  }
  const runtime = await loadRuntime(options);
  if (!options.batch && !choice.range && !choice.source) {
    // Every batch is correlated anew; what other correlations found would stay behind.
    await dropOtherFindings(store, runtime.correlating.correlations);
  }
  const commits = await drive(store, batches, runtime);
  await reportCommits(store, commits, members, options.json);
}

interface Chosen {
  readonly batches: readonly string[];
  /** Inputs that they hold. */
  readonly members: number;
}

async function choose(
  store: BlobStore,
  { batch, lake }: ReplayOptions,
  choice: ReplayChoice,
): Promise<Chosen> {
  const batches: string[] = [];
  let members = 0;
  for await (const plan of readRecords<Plan>(store, 'state/plans/')) {
    const named = batch === undefined || batch.includes(plan.batch);
    if (named && concerns(plan, await readRecord<Commit>(store, keys.commit(plan.batch)), choice)) {
      batches.push(plan.batch);
      members += plan.members.length;
    }
  }
  for (const wanted of batch ?? []) {
    if (!(await store.get(keys.plan(wanted)))) {
      throw new UsageError(
        `--batch ${wanted}: no such batch in ${lake}; \`ls ${lake}/state/plans\` lists them`,
      );
    }
  }
  return { batches, members };
}

async function drive(store: BlobStore, batches: readonly string[], runtime: Runtime): Promise<Commit[]> {
  const process = batchProcessor(store, runtime);
  const watch = progress('replay: batch', batches.length);
  const commits: Commit[] = [];
  for (const batch of batches) {
    watch.step(batch);
    const commit = await driveAnew(store, batch, runtime, process);
    commits.push(...(commit ? [commit] : []));
  }
  watch.done();
  return commits;
}

/** A batch that was never sealed is finished. */
async function driveAnew(
  store: BlobStore,
  batch: string,
  { versions }: Runtime,
  process: ProcessBatch,
): Promise<Commit | undefined> {
  const manifest = await readRecord<Manifest>(store, keys.manifest(batch));
  return manifest
    ? driveBatch(store, manifest, versions, process)
    : finishBatch(store, batch, versions, process);
}
