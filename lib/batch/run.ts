import { update } from '../alerts/records';
import type { WindowSize } from '../analytics/baseline';
import { nameOf, type Window } from '../analytics/window';
import type { OcsfEvent } from '../ocsf/event';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import type { QueryEngine } from '../ports/query-engine';
import { ask } from './ask';
import { dueWindows, NOTHING_DONE, newestEnd, type Progress, withDone, withFailed } from './due';
import type { Job } from './job';

export interface BatchContext {
  readonly engine: QueryEngine;
  readonly state: KeyValueStore;
  readonly clock: Clock;
  readonly usdPerDay: number;
  /** Told of findings; repeated ones change nothing. */
  readonly tell: (findings: readonly OcsfEvent[]) => Promise<unknown>;
  /** Waits between tries, milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** Whether there is time for another window. */
  readonly mayContinue: () => boolean;
  /** Ends the query that runs, when the time is up. */
  readonly signal?: AbortSignal;
}

/** What is asked of one run. */
export interface BatchRun {
  readonly size: WindowSize;
  readonly scheduledMicros: number;
  /** Whether a window is made in another way. @default none is */
  readonly isUnderWay?: (job: Job, window: Window) => boolean;
}

/** One window of one job, and what became of it. */
export interface Outcome {
  readonly job: string;
  readonly window: string;
  readonly outcome: 'done' | 'postponed' | 'failed' | 'left';
  readonly bytes?: number;
  readonly findings?: number;
  /** Why it failed. */
  readonly error?: string;
}

export interface BatchReport {
  readonly outcomes: readonly Outcome[];
  /** From the end of the newest window of the job that is furthest behind, seconds. */
  readonly lagSeconds: number;
}

const progressKey = (job: Job) => `batch/jobs/${job.id}`;

/**
 * Asks what is due of the windows closed at the schedule's time, oldest first. A window is done when its findings are
 * told and what it leaves is stored; whatever ends before that is done again, by the same query, with the same
 * findings. One job's failure is its own; once a window is postponed or fails, the job's later ones wait for it.
 */
export async function runBatch(
  jobs: readonly Job[],
  { size, scheduledMicros, isUnderWay = () => false }: BatchRun,
  context: BatchContext,
): Promise<BatchReport> {
  const { state, clock, mayContinue } = context;
  const own = jobs.filter((job) => job.size === size);
  const progress = new Map<Job, Progress>();
  for (const job of own) {
    progress.set(job, await progressOf(state, job));
  }
  const due = own
    .flatMap((job) =>
      dueWindows(job, progress.get(job) ?? NOTHING_DONE, scheduledMicros).map((window) => ({ job, window })),
    )
    .filter(({ job, window }) => !isUnderWay(job, window))
    .sort((a, b) => a.window.start - b.window.start);
  const outcomes: Outcome[] = [];
  const waiting = new Map<Job, Outcome['outcome']>();
  for (const { job, window } of due) {
    const before = waiting.get(job);
    const outcome =
      before !== undefined || !mayContinue()
        ? {
            job: job.id,
            window: nameOf(window),
            outcome: before === 'postponed' ? before : ('left' as const),
          }
        : await runWindow(job, window, context);
    if (outcome.outcome !== 'done') {
      waiting.set(job, outcome.outcome);
    }
    outcomes.push(outcome);
  }
  for (const job of own) {
    await job.close?.(outcomes.some((one) => one.job === job.id && one.outcome === 'done'));
  }
  const ends: number[] = [];
  for (const job of own) {
    ends.push(newestEnd(job, await progressOf(state, job), scheduledMicros));
  }
  return {
    outcomes,
    lagSeconds: ends.length === 0 ? 0 : Math.max(0, (clock.nowMicros() - Math.min(...ends)) / 1e6),
  };
}

async function runWindow(job: Job, window: Window, context: BatchContext): Promise<Outcome> {
  const { state, tell } = context;
  const named = { job: job.id, window: nameOf(window) };
  try {
    const progress = await progressOf(state, job);
    const asked = await ask(job, window, progress, context);
    if (asked.kind === 'postponed') {
      return { ...named, outcome: 'postponed' };
    }
    if (asked.kind === 'failed') {
      await change(state, job, (before) => withFailed(before, window, asked.tries));
      return { ...named, outcome: 'failed', error: asked.error };
    }
    let findings = 0;
    for await (const some of job.take(asked.rows, window)) {
      findings += some.length;
      await tell(some);
    }
    await change(state, job, (before) => withDone(before, job, window, asked.bytes));
    return { ...named, outcome: 'done', bytes: asked.bytes, findings };
  } catch (error) {
    return { ...named, outcome: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}

async function progressOf(state: KeyValueStore, job: Job): Promise<Progress> {
  const found = await state.get(progressKey(job));
  return found ? (JSON.parse(found.value) as Progress) : NOTHING_DONE;
}

async function change(state: KeyValueStore, job: Job, make: (before: Progress) => Progress): Promise<void> {
  await update<Progress>(state, progressKey(job), (before = NOTHING_DONE) => make(before));
}

/** Takes windows as done that were made in another way. */
export async function markDone(state: KeyValueStore, job: Job, windows: readonly Window[]): Promise<void> {
  await change(state, job, (before) =>
    windows.reduce((progress, window) => withDone(progress, job, window), before),
  );
}
