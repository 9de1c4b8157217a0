import type { ProcessBatch } from '../lake/batch/drive';
import { encodeRecord, readRecord, type Versions } from '../lake/batch/records';
import type { Correlating } from '../lake/correlate/correlate-batch';
import { hourOfKey } from '../lake/correlate/hit-files';
import { changedBy, hitsFor, reachOfAll } from '../lake/correlate/stretches';
import { EVENTS_PREFIX } from '../lake/table/partition';
import type { BlobStore } from '../ports/blob-store';
import { formatMicros } from '../time';
import { overlay } from './overlay';

const HITS_PREFIX = 'state/correlate/hits/';
const DAY_MICROS = 86_400_000_000;

const drivesKey = (batch: string) => `state/drives/${batch}.json`;

export interface BoundedLake {
  readonly store: BlobStore;
  /** Puts the record of drives around a process. */
  readonly recording: (process: ProcessBatch) => ProcessBatch;
  /** Has the next drive look for what others left, whatever the record says. */
  readonly expectStrays: () => void;
}

/**
 * A lake that is not listed whole for every batch: a bucket's listing costs a request a thousand objects, for ever
 * more of them. A batch has files that its commit does not list only where an earlier drive ran under other versions,
 * for the same manifest and versions give the same files: each drive records its versions first, and only where others
 * stand before it is `events/` listed. Hits are listed for the days alone that the batch's own can change.
 */
export function boundedLake(lake: BlobStore, versions: Versions, correlating: Correlating): BoundedLake {
  let strays = true;
  const hours = new Set<number>();
  const list = (prefix: string) => {
    if (!strays && prefix === EVENTS_PREFIX) {
      return nothing();
    }
    return !strays && prefix === HITS_PREFIX ? listDays(lake, hours, correlating) : lake.list(prefix);
  };
  return {
    expectStrays: () => {
      strays = true;
    },
    recording: (process) => async (manifest) => {
      hours.clear();
      strays = await recordDrive(lake, manifest.batch, versions);
      return process(manifest);
    },
    store: overlay(lake, {
      put: async (key, body) => {
        if (key.startsWith(HITS_PREFIX)) {
          hours.add(hourOfKey(key));
        }
        await lake.put(key, body);
      },
      list,
    }),
  };
}

/** Writes down under which versions a batch is about to be driven; whether it was ever driven under others. */
async function recordDrive(lake: BlobStore, batch: string, versions: Versions): Promise<boolean> {
  const key = drivesKey(batch);
  const before = (await readRecord<Versions[]>(lake, key)) ?? [];
  const same = (one: Versions) => JSON.stringify(one) === JSON.stringify(versions);
  if (!before.some(same)) {
    await lake.put(key, encodeRecord([...before, versions]));
  }
  return before.some((one) => !same(one));
}

async function* listDays(lake: BlobStore, hours: ReadonlySet<number>, { correlations }: Correlating) {
  const reach = reachOfAll(correlations);
  const days = new Set<string>();
  for (const stretch of changedBy(hours, reach)) {
    const { from, to } = hitsFor(stretch, reach);
    for (let at = Math.floor(from / DAY_MICROS) * DAY_MICROS; at < to; at += DAY_MICROS) {
      days.add(formatMicros(at).slice(0, '2024-08-12T'.length));
    }
  }
  for (const day of [...days].sort()) {
    yield* lake.list(`${HITS_PREFIX}${day}`);
  }
}

async function* nothing(): AsyncIterable<never> {}
