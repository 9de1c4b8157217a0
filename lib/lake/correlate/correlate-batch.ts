import type { BlobStore } from '../../ports/blob-store';
import { readBrief } from '../../sigma/correlate/brief';
import { chooseBriefs, evidenceUids } from '../../sigma/correlate/choose-evidence';
import { correlateHits } from '../../sigma/correlate/correlate-hits';
import type { ResolvedCorrelation } from '../../sigma/correlate/correlation';
import type { CorrelationFinding } from '../../sigma/correlate/correlation-finding';
import { correlationFinding } from '../../sigma/correlate/to-finding';
import { encodeRecord, readRecord } from '../batch/records';
import type { EventRow } from '../table/row';
import {
  HOUR_MICROS,
  type HourMicros,
  hourOfKey,
  isOfBatch,
  listHitFiles,
  readBriefs,
  readHits,
} from './hit-files';
import { putSlot, slotsKept } from './slot-files';
import { changedBy, hitsFor, reachOfAll, type Stretch, touches } from './stretches';

export interface Correlating {
  readonly correlations: readonly ResolvedCorrelation[];
  /** Version of the rules, named in every finding. */
  readonly bundleVersion: string;
}

/**
 * The correlation findings of a lake are a function of the hits of all its batches, so neither the order of inputs nor
 * their lateness, nor a batch that is stopped and done again, changes them: each batch computes anew the slots of event
 * time that its hits can have changed.
 */
export interface BatchCorrelation {
  /** To be called before the batch writes its hits. */
  begin(): Promise<void>;
  /** To be called with the files of its hits, before the batch is committed. */
  finish(written: ReadonlySet<string>): Promise<void>;
}

export function correlateBatch(store: BlobStore, batch: string, context: Correlating): BatchCorrelation {
  const pending = `state/correlate/pending/${batch}.json`;
  const ownFiles = async () => (await listHitFiles(store)).filter((key) => isOfBatch(key, batch));
  const hoursBefore = async () => (await readRecord<HourMicros[]>(store, pending)) ?? [];
  return {
    begin: async () => {
      const hours = (await ownFiles()).map(hourOfKey);
      if (hours.length > 0) {
        // What an earlier try or other rules left may go: the hours it stood in are computed anew all the same.
        const all = new Set([...(await hoursBefore()), ...hours]);
        await store.put(pending, encodeRecord([...all]));
      }
    },
    finish: async (written) => {
      for (const key of await ownFiles()) {
        if (!written.has(key)) {
          await store.delete(key);
        }
      }
      const hours = [...(await hoursBefore()), ...[...written].map(hourOfKey)];
      await correlateHours(store, hours, context);
      await store.delete(pending);
    },
  };
}

/** Computes the findings that hits of some hours can have changed. */
async function correlateHours(
  store: BlobStore,
  hours: readonly HourMicros[],
  context: Correlating,
): Promise<void> {
  const { correlations } = context;
  if (correlations.length === 0 || hours.length === 0) {
    return;
  }
  const reach = reachOfAll(correlations);
  const files = await listHitFiles(store);
  for (const stretch of changedBy(hours, reach)) {
    const { from, to } = hitsFor(stretch, reach);
    const near = files.filter((key) => hourOfKey(key) + HOUR_MICROS > from && hourOfKey(key) < to);
    const findings = await correlateHits(correlations, readHits(store, near));
    await putStretch(store, stretch, findings, near, context);
  }
}

async function putStretch(
  store: BlobStore,
  stretch: Stretch,
  findings: readonly CorrelationFinding[],
  near: readonly string[],
  { correlations, bundleVersion }: Correlating,
): Promise<void> {
  // A second reading, so that the first need not hold what no finding shows.
  const shown = new Set(findings.flatMap((finding) => evidenceUids(finding)));
  const briefs = await readBriefs(store, near, shown);
  for (const correlation of correlations) {
    const { id, timespanMicros } = correlation;
    const bySlot = new Map<number, EventRow[]>();
    for (const slot of await slotsKept(store, correlation)) {
      bySlot.set(slot, []);
    }
    for (const finding of findings.filter((one) => one.correlation.id === id)) {
      const slot = Math.floor(finding.timeMicros / timespanMicros);
      const row = rowOf(finding, bundleVersion, briefs);
      bySlot.set(slot, [...(bySlot.get(slot) ?? []), row]);
    }
    for (const [slot, rows] of bySlot) {
      if (touches(stretch, slot, timespanMicros)) {
        await putSlot(store, correlation, slot, rows);
      }
    }
  }
}

function rowOf(
  finding: CorrelationFinding,
  bundleVersion: string,
  known: ReadonlyMap<string, string>,
): EventRow {
  const briefs = chooseBriefs(finding, (uid) => {
    const text = known.get(uid);
    return text === undefined ? undefined : readBrief(text);
  });
  const event = correlationFinding(finding, { bundleVersion, briefs });
  return { event, timeMicros: finding.timeMicros, source: 'correlation', rawObject: '', record: 0 };
}
