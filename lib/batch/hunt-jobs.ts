import type { AnalyticsContext } from '../analytics/analytics-finding';
import type { ProfileDialect } from '../analytics/condition';
import { type Hunt, huntFinding } from '../analytics/hunt';
import type { Job } from './job';

export interface HuntJobsContext {
  readonly dialect: ProfileDialect;
  readonly finding: Omit<AnalyticsContext, 'speed'>;
}

/** Windows that are asked again after the runs failed: a day of hours, a week of days. */
const BACK = { hour: 24, day: 7 } as const;

/** Each hunt as a job: its rows are findings, at most as many as its query lists. */
export function huntJobs(hunts: readonly Hunt[], { dialect, finding }: HuntJobsContext): readonly Job[] {
  return hunts.map((hunt) => ({
    id: `hunt-${hunt.id}`,
    size: hunt.window,
    back: BACK[hunt.window],
    sql: (window) => hunt.sql(window, dialect),
    take: async function* (rows, window) {
      for await (const row of rows) {
        yield [huntFinding(hunt, window, row, { ...finding, speed: 'batch' })];
      }
    },
  }));
}
