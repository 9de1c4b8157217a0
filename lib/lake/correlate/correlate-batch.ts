import type { OcsfEvent } from '../../ocsf/event';
import type { BlobStore } from '../../ports/blob-store';
import { readBrief } from '../../sigma/correlate/brief';
import { chooseBriefs, evidenceUids } from '../../sigma/correlate/choose-evidence';
import { correlateHits } from '../../sigma/correlate/correlate-hits';
import type { ResolvedCorrelation } from '../../sigma/correlate/correlation';
import type { CorrelationFinding } from '../../sigma/correlate/correlation-finding';
import { correlationFinding } from '../../sigma/correlate/to-finding';
import { encodeRecord, readRecord } from '../batch/records';
import type { EventRow } from '../table/row';
import { hourOfKey, listBatchHitFiles, listHitFiles, readBriefs, readHits } from './hit-files';
import { putSlot, slotsKept } from './slot-files';
import { changedBy, type HourMicros, hitsFor, reachOfAll, type Stretch, slotsOf } from './stretches';

export interface Correlating {
  readonly correlations: readonly ResolvedCorrelation[];
  /** Version of the rules, named in every finding. */
  readonly bundleVersion: string;
  /** Told of the findings that a batch's hits can have changed, again by every batch. @default nobody */
  readonly tell?: (findings: readonly OcsfEvent[]) => Promise<unknown>;
}

/**
 * The correlation findings of a lake are a function of the hits of all its batches, so neither the order of inputs nor
 * their lateness, nor a batch that is stopped and done again, changes them: each batch computes anew the slots of event
 * time that its hits can have changed.
 */
export interface BatchCorrelation {
  /**
   * To be called before the batch writes its hits.
   *
   * @param strays whether hits may stand that the batch does not write again: they are looked for
   */
  begin(strays: boolean): Promise<void>;
  /** To be called with the files of its hits, before the batch is committed. */
  finish(written: ReadonlySet<string>): Promise<void>;
}

/** Times that others may write hits near the batch's own while its findings are computed. */
const MAX_ROUNDS = 20;

export function correlateBatch(store: BlobStore, batch: string, context: Correlating): BatchCorrelation {
  const pending = `state/correlate/pending/${batch}.json`;
  let earlier: readonly string[] = [];
  let hoursBefore: readonly HourMicros[] = [];
  return {
    begin: async (strays) => {
      if (!strays) {
        return;
      }
      earlier = await listBatchHitFiles(store, batch);
      const noted = (await readRecord<HourMicros[]>(store, pending)) ?? [];
      hoursBefore = [...new Set([...noted, ...earlier.map(hourOfKey)])];
      if (hoursBefore.length > 0) {
        // What an earlier try or other rules left may go: the hours it stood in are computed anew all the same.
        await store.put(pending, encodeRecord(hoursBefore));
      }
    },
    finish: async (written) => {
      for (const key of earlier.filter((one) => !written.has(one))) {
        await store.delete(key);
      }
      const hours = [...hoursBefore, ...[...written].map(hourOfKey)];
      const reach = reachOfAll(context.correlations);
      for (const stretch of context.correlations.length === 0 ? [] : changedBy(hours, reach)) {
        await settle(store, batch, { stretch, hits: hitsFor(stretch, reach) }, context);
      }
      if (hoursBefore.length > 0) {
        await store.delete(pending);
      }
    },
  };
}

/**
 * Computes the findings of a stretch. Batches are driven side by side, and two whose hits are near each other compute
 * the same findings: whoever writes them last must have seen the hits of both. So each looks once more after it wrote,
 * and computes again where hits came or went meanwhile.
 */
async function settle(
  store: BlobStore,
  batch: string,
  { stretch, hits }: { readonly stretch: Stretch; readonly hits: Stretch },
  context: Correlating,
): Promise<void> {
  let near = await listHitFiles(store, hits);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await correlateHits(context.correlations, readHits(store, near));
    const findings = await putStretch(store, stretch, found, near, context);
    const now = await listHitFiles(store, hits);
    if (now.join('\n') === near.join('\n')) {
      await context.tell?.(findings);
      return;
    }
    near = now;
  }
  throw new Error(
    `batch ${batch}: other batches wrote hits near its own ${MAX_ROUNDS} times while its correlations were computed; it is tried again`,
  );
}

/** Puts the findings of a stretch in place of those the lake had there; returns them. */
async function putStretch(
  store: BlobStore,
  stretch: Stretch,
  found: readonly CorrelationFinding[],
  near: readonly string[],
  { correlations, bundleVersion }: Correlating,
): Promise<readonly OcsfEvent[]> {
  // A second reading, so that the first need not hold what no finding shows.
  const shown = new Set(found.flatMap((finding) => evidenceUids(finding)));
  const briefs = await readBriefs(store, near, shown);
  const findings: OcsfEvent[] = [];
  for (const correlation of correlations) {
    const { id, timespanMicros } = correlation;
    const slots = slotsOf(stretch, timespanMicros);
    const bySlot = new Map<number, EventRow[]>();
    for (const slot of await slotsKept(store, correlation, slots)) {
      bySlot.set(slot, []);
    }
    for (const finding of found.filter((one) => one.correlation.id === id)) {
      const slot = Math.floor(finding.timeMicros / timespanMicros);
      if (slot >= slots.first && slot <= slots.last) {
        const row = rowOf(finding, bundleVersion, briefs);
        findings.push(row.event);
        bySlot.set(slot, [...(bySlot.get(slot) ?? []), row]);
      }
    }
    for (const [slot, rows] of bySlot) {
      await putSlot(store, correlation, slot, rows);
    }
  }
  return findings;
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
