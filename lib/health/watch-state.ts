import { encodeRecord, readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import type { HeardTimes } from './heard';
import type { Standing } from './silence';
import type { OpenEntries } from './watch-ledger';

/** What the watch remembers from one run to the next. */
export interface WatchState {
  /** When it first ran, microseconds since the epoch. */
  readonly beganMicros: number;
  readonly heard: HeardTimes;
  readonly open: OpenEntries;
  readonly standings: Readonly<Record<string, Standing>>;
  /** Troubles that people were told of and that last. */
  readonly told: readonly string[];
}

export const WATCH_PREFIX = 'state/watch/';
const KEY = `${WATCH_PREFIX}state.json`;

/** What it remembers; nothing at its first run. */
export async function readWatchState(lake: BlobStore, nowMicros: number): Promise<WatchState> {
  const state = await readRecord<WatchState>(lake, KEY);
  return (
    state ?? {
      beganMicros: nowMicros,
      heard: {},
      open: { batches: {}, objects: {} },
      standings: {},
      told: [],
    }
  );
}

export async function writeWatchState(lake: BlobStore, state: WatchState): Promise<void> {
  await lake.put(KEY, encodeRecord(state));
}
