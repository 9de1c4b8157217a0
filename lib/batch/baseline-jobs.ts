import type { AnalyticsContext } from '../analytics/analytics-finding';
import type { Baseline } from '../analytics/baseline';
import type { ProfileDialect } from '../analytics/condition';
import { baselineFinding } from '../analytics/finding';
import { judgementOf } from '../analytics/judgement';
import {
  definitionOf,
  type EngineRow,
  forgetProfiles,
  profiledDays,
  profileOf,
  putProfile,
  readProfiles,
} from '../analytics/profile';
import { profileSql, windowSql } from '../analytics/profile-sql';
import { putState, readState } from '../analytics/state';
import { usualOf } from '../analytics/usual';
import { dayOf, dayStart, nameOf, WINDOW_MICROS, type Window } from '../analytics/window';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';
import type { Job } from './job';

export interface BaselineJobsContext {
  readonly baselines: readonly Baseline[];
  /** The lake's own store: profiles, states and findings are below `state/`. */
  readonly store: BlobStore;
  readonly dialect: ProfileDialect;
  /** Days of the past that are compared with. */
  readonly historyDays: number;
  readonly finding: Omit<AnalyticsContext, 'speed'>;
}

/** Windows that are judged again after the runs failed: a day of hours, a week of days. */
const BACK = { hour: 24, day: 7 } as const;
/** Findings given on at once. */
const CHUNK = 500;

/** Of each baseline two jobs: one judges its windows by the days before, one remembers its days. */
export function baselineJobs(context: BaselineJobsContext): readonly Job[] {
  return [
    ...context.baselines.map((baseline) => judgeJob(baseline, context)),
    ...context.baselines.map((baseline) => profileJob(baseline, context)),
  ];
}

/**
 * Judges a window by the profiles of the days before its own: a function of these alone, so that a run that comes
 * late or again judges as the first one did.
 */
export function judgeJob(baseline: Baseline, context: BaselineJobsContext): Job {
  return {
    id: `judge-${baseline.id}-${definitionOf(baseline)}`,
    size: baseline.window,
    back: BACK[baseline.window],
    sql: (window) => windowSql(baseline, window, context.dialect),
    take: (rows, window) => judged(baseline, rows, window, context),
  };
}

async function* judged(
  baseline: Baseline,
  rows: AsyncIterable<EngineRow>,
  window: Window,
  { store, historyDays, finding }: BaselineJobsContext,
): AsyncIterable<readonly OcsfEvent[]> {
  const usuals = await usualOf(
    baseline,
    readProfiles(store, baseline, historyBefore(dayOf(window.start), historyDays)),
  );
  const width = baseline.entity.length;
  const valued = baseline.judge.kind === 'never';
  const found: OcsfEvent[] = [];
  for await (const row of usuals.size === 0 ? [] : rows) {
    const [amount, first, uid] = row.slice(valued ? width + 1 : width);
    const judgement = judgementOf(baseline, usuals, {
      window,
      entity: row.slice(0, width).map((part) => part ?? ''),
      amount: Number(amount),
      whole: true,
      value: valued ? (row[width] ?? undefined) : undefined,
      firstMicros: Number(first),
      eventUid: uid ?? undefined,
    });
    if (judgement) {
      found.push(baselineFinding(judgement, { ...finding, speed: 'batch' }));
    }
  }
  if (found.length > 0) {
    await store.put(findingsKey(baseline, window), Buffer.from(JSON.stringify(found)));
  }
  for (let from = 0; from < found.length; from += CHUNK) {
    yield found.slice(from, from + CHUNK);
  }
}

/** Where the findings of a window are kept whole: `state/findings/mass-reads/2024-08-12T10.json`. */
export function findingsKey(baseline: Baseline, window: Window): string {
  return `state/findings/${baseline.id}/${nameOf(window)}.json`;
}

/** Of the definition, too: a baseline that is changed begins anew. */
export function profileJobId(baseline: Baseline): string {
  return `profile-${baseline.id}-${definitionOf(baseline)}`;
}

/** Remembers days, back to the whole history, and keeps the state that streams judge by at the newest. */
export function profileJob(baseline: Baseline, context: BaselineJobsContext): Job {
  const { store, dialect, historyDays } = context;
  return {
    id: profileJobId(baseline),
    size: 'day',
    back: historyDays - 1,
    sql: (day) => profileSql(baseline, day, dialect),
    take: async function* (rows, day) {
      await putProfile(store, baseline, await profileOf(baseline, nameOf(day), rows));
      yield [];
    },
    close: (changed) => refreshState(baseline, context, changed),
  };
}

/** Writes the state anew where a day came to it, and forgets what is older than the history. */
async function refreshState(
  baseline: Baseline,
  { store, historyDays }: BaselineJobsContext,
  changed: boolean,
): Promise<void> {
  const through = (await profiledDays(store, baseline)).at(-1);
  if (through === undefined || (!changed && (await readState(store, baseline))?.through === through)) {
    return;
  }
  const history = historyBefore(dayOf(dayStart(through) + WINDOW_MICROS.day), historyDays);
  await putState(store, baseline, {
    through,
    usuals: await usualOf(baseline, readProfiles(store, baseline, history)),
  });
  // A late hour may still ask of a week ago.
  await forgetProfiles(store, baseline, dayBefore(history.from, BACK.day));
}

function historyBefore(day: string, days: number): { readonly from: string; readonly before: string } {
  return { from: dayBefore(day, days), before: day };
}

function dayBefore(day: string, days: number): string {
  return dayOf(dayStart(day) - days * WINDOW_MICROS.day);
}
