import { endOf, nameOf, WINDOW_MICROS, type Window, windowAt } from '../analytics/window';
import type { Job } from './job';

const MINUTE = 60_000_000;

/** How long after its end a window is asked of: what is promised within minutes is in the lake by then. */
export const SETTLE_MICROS = { hour: 30 * MINUTE, day: 90 * MINUTE } as const;

/** What is remembered of a job. */
export interface Progress {
  /** Names of the windows that were done, as far back as the job looks. */
  readonly done: readonly string[];
  /** Tries that failed, by window: each asks the engine anew. */
  readonly failed: Readonly<Record<string, number>>;
  /** What the last query read. */
  readonly bytes?: number;
}

export const NOTHING_DONE: Progress = { done: [], failed: {} };

/** The closed windows that a job looks at, oldest first: of the schedule's time alone, not of when it is run. */
export function closedWindows({ size, back }: Pick<Job, 'size' | 'back'>, scheduledMicros: number): Window[] {
  const length = WINDOW_MICROS[size];
  const open = windowAt(size, scheduledMicros - SETTLE_MICROS[size]);
  return Array.from({ length: back + 1 }, (_, index) => ({
    size,
    start: open.start - (back + 1 - index) * length,
  }));
}

/** Those of them that are not done. */
export function dueWindows(job: Job, progress: Progress, scheduledMicros: number): readonly Window[] {
  const done = new Set(progress.done);
  return closedWindows(job, scheduledMicros).filter((window) => !done.has(nameOf(window)));
}

/**
 * The progress with a window done, by a query that read so much, if by one; what is older than the job looks back is
 * forgotten.
 */
export function withDone(progress: Progress, job: Job, window: Window, bytes?: number): Progress {
  const oldest = nameOf({ ...window, start: window.start - 2 * job.back * WINDOW_MICROS[job.size] });
  const name = nameOf(window);
  const { [name]: _, ...failed } = progress.failed;
  return {
    done: [...new Set([...progress.done, name])].filter((one) => one >= oldest).sort(),
    failed: Object.fromEntries(Object.entries(failed).filter(([one]) => one >= oldest)),
    bytes: bytes ?? progress.bytes,
  };
}

/** The progress with tries more that failed. */
export function withFailed(progress: Progress, window: Window, tries: number): Progress {
  const name = nameOf(window);
  return { ...progress, failed: { ...progress.failed, [name]: (progress.failed[name] ?? 0) + tries } };
}

/** The end of the newest window that was done; of a job that never did any, the start of the first it looks at. */
export function newestEnd(job: Job, { done }: Progress, scheduledMicros: number): number {
  const windows = closedWindows(job, scheduledMicros);
  const names = new Set(done);
  const newest = windows.filter((window) => names.has(nameOf(window))).at(-1);
  return newest ? endOf(newest) : (windows[0]?.start ?? scheduledMicros);
}
