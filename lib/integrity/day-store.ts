import type { TrailStore } from '../trail/store';

export interface Days {
  /** What stands before `CloudTrail/` in the keys of one account: `AWSLogs/o-…/111111111111/`. */
  readonly base: string;
  readonly regions: readonly string[];
  /** `2024/08/12`, UTC. */
  readonly days: readonly string[];
}

const FOLDERS = ['CloudTrail-Digest', 'CloudTrail', 'CloudTrail-Insight'];

/**
 * A trail's bucket reduced to some days of one account: a daily check must not list years of logs. Objects put
 * anywhere else are for the run of the command over everything.
 */
export function dayStore(store: TrailStore, { base, regions, days }: Days): TrailStore {
  const folders = FOLDERS.flatMap((folder) =>
    regions.flatMap((region) => days.map((day) => `${base}${folder}/${region}/${day}/`)),
  );
  return {
    stream: (key) => store.stream(key),
    metadata: (key) => store.metadata(key),
    async *list(prefix) {
      for (const folder of folders) {
        if (folder.startsWith(prefix)) {
          yield* store.list(folder);
        } else if (prefix.startsWith(folder)) {
          yield* store.list(prefix);
        }
      }
    },
  };
}

const DAY_MICROS = 86_400_000_000;

/** The days from one time to another, both included, as folders name them. */
export function daysBetween(from: number, to: number): string[] {
  const days: string[] = [];
  for (let day = Math.floor(from / DAY_MICROS); day * DAY_MICROS <= to; day += 1) {
    days.push(new Date((day * DAY_MICROS) / 1000).toISOString().slice(0, 10).replaceAll('-', '/'));
  }
  return days;
}
