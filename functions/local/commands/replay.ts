import { driveBatch } from '../../../lib/lake/batch/drive';
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
import { UsageError } from '../errors';
import { batchProcessor, type LakeOptions, openLocalLake, reportCommits } from '../lake';
import { loadRuntime, type RuntimeOptions } from '../runtime';
import { progress } from '../terminal';

interface ReplayOptions extends RuntimeOptions, LakeOptions {
  readonly batch?: readonly string[];
}

/** `kumomori replay`: drives batches again from raw, under this release, configuration and rules. */
export async function replay(options: ReplayOptions): Promise<void> {
  const runtime = await loadRuntime(options);
  const store = await openLocalLake(options.lake);
  const process = batchProcessor(store, runtime);
  const plans: Plan[] = [];
  for await (const plan of readRecords<Plan>(store, 'state/plans/')) {
    if (!options.batch || options.batch.includes(plan.batch)) {
      plans.push(plan);
    }
  }
  for (const batch of options.batch ?? []) {
    if (!plans.some((plan) => plan.batch === batch)) {
      throw new UsageError(
        `--batch ${batch}: no such batch in ${options.lake}; \`ls ${options.lake}/state/plans\` lists them`,
      );
    }
  }
  if (!options.batch) {
    // Every batch is correlated anew; what other correlations found would stay behind.
    await dropOtherFindings(store, runtime.correlating.correlations);
  }
  const watch = progress('replay: batch', plans.length);
  const commits: Commit[] = [];
  for (const plan of plans) {
    watch.step(plan.batch);
    const manifest = await readRecord<Manifest>(store, keys.manifest(plan.batch));
    const commit = manifest
      ? await driveBatch(store, manifest, runtime.versions, process)
      : await finishBatch(store, plan, runtime.versions, process);
    commits.push(...(commit ? [commit] : []));
  }
  watch.done();
  await reportCommits(
    store,
    commits,
    plans.reduce((total, plan) => total + plan.members.length, 0),
    options.json,
  );
}
