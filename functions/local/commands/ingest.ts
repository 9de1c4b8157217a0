import type { Commit } from '../../../lib/lake/batch/records';
import { runPlan } from '../../../lib/lake/batch/run';
import { planBatches } from '../../../lib/lake/batch/seal';
import { UsageError } from '../errors';
import { findInputs } from '../inputs';
import { batchProcessor, keepRaw, type LakeOptions, openLocalLake, reportCommits } from '../lake';
import { separateRules } from '../rules-option';
import { loadRuntime, type RuntimeOptions } from '../runtime';
import { progress } from '../terminal';

interface IngestOptions extends RuntimeOptions, LakeOptions {
  readonly source: string;
}

/** `kumomori ingest`: keeps the raw bytes, seals them into batches, brings each batch to its commit. */
export async function ingest(named: readonly string[], options: IngestOptions): Promise<void> {
  const { paths, rules } = await separateRules(named, options.rules);
  if (paths.includes('-')) {
    throw new UsageError(
      'ingest: reads files and folders, so that it can keep their bytes; save standard input to a file first',
    );
  }
  const inputs = await findInputs(paths);
  const runtime = await loadRuntime({ ...options, rules });
  runtime.sourcesFor(options.source);
  const store = await openLocalLake(options.lake, true);
  const plans = planBatches(await keepRaw(store, inputs), options.source);
  const watch = progress('ingest: batch', plans.length);
  const commits: Commit[] = [];
  for (const plan of plans) {
    watch.step(plan.batch);
    commits.push(...(await runPlan(store, plan, runtime.versions, batchProcessor(store, runtime))));
  }
  watch.done();
  await reportCommits(store, commits, inputs.length, options.json);
}
