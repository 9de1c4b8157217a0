import type { Hunt } from '../analytics/hunt';
import { profiledDays } from '../analytics/profile';
import { nameOf } from '../analytics/window';
import type { SparkEngine } from '../ports/spark-engine';
import { type BaselineJobsContext, baselineJobs, profileJobId } from './baseline-jobs';
import { closedWindows } from './due';
import { huntJobs } from './hunt-jobs';
import type { Job } from './job';
import { type Rebuild, rebuildHistory } from './rebuild';
import { type BatchContext, type BatchReport, type BatchRun, markDone, runBatch } from './run';

export interface ScheduledContext extends BatchContext {
  readonly rules: readonly Job[];
  readonly baselines: BaselineJobsContext;
  readonly hunts: readonly Hunt[];
  /** Makes much history at once. @default Athena makes it day by day */
  readonly spark?: SparkEngine;
}

/** A run of the schedule: of hours or days, and before those of days a look at the history as a whole. */
export async function runScheduled(
  { size, scheduledMicros }: Pick<BatchRun, 'size' | 'scheduledMicros'>,
  context: ScheduledContext,
): Promise<BatchReport & { readonly rebuild?: Rebuild }> {
  const jobs = [
    ...context.rules,
    ...baselineJobs(context.baselines),
    ...huntJobs(context.hunts, context.baselines),
  ];
  const { spark } = context;
  if (size === 'hour' || spark === undefined) {
    return runBatch(jobs, { size, scheduledMicros }, context);
  }
  const { baselines } = context;
  const rebuild = await rebuildHistory(scheduledMicros, { ...context, ...baselines, engine: spark });
  await takeOver(jobs, scheduledMicros, context);
  const underWay = new Set(
    baselines.baselines.flatMap((baseline) =>
      [...rebuild.underWay]
        .filter((one) => one.startsWith(`${baseline.id} `))
        .map((one) => `${profileJobId(baseline)} ${one.slice(baseline.id.length + 1)}`),
    ),
  );
  const isUnderWay = (job: Job, window: Parameters<typeof nameOf>[0]) =>
    underWay.has(`${job.id} ${nameOf(window)}`);
  return { ...(await runBatch(jobs, { size, scheduledMicros, isUnderWay }, context)), rebuild };
}

/** Days that have a profile are done, whoever made it. */
async function takeOver(
  jobs: readonly Job[],
  scheduledMicros: number,
  { state, baselines: { baselines, store } }: ScheduledContext,
): Promise<void> {
  for (const baseline of baselines) {
    const job = jobs.find(({ id }) => id === profileJobId(baseline));
    const made = new Set(await profiledDays(store, baseline));
    const windows = job
      ? closedWindows(job, scheduledMicros).filter((window) => made.has(nameOf(window)))
      : [];
    if (job && windows.length > 0) {
      await markDone(state, job, windows);
    }
  }
}
