import { type Correlating, correlateBatch } from '../../../../lib/lake/correlate/correlate-batch';
import { HitWriter } from '../../../../lib/lake/correlate/hit-files';
import type { BlobStore } from '../../../../lib/ports/blob-store';
import type { ResolvedCorrelation } from '../../../../lib/sigma/correlate/correlation';
import type { KeptHit } from '../../../../lib/sigma/correlate/kept-hit';
import type { MemoryStore } from '../../../support/memory-store';
import { IDS, SECOND, START } from '../../sigma/correlate/support';

/** A kept hit of one of the three rules, so many seconds after the start. */
export function kept(
  rule: keyof typeof IDS,
  seconds: number,
  user = 'ann',
  uid = `${rule}-${seconds}-${user}`,
): KeptHit {
  return {
    ruleId: IDS[rule],
    eventUid: uid,
    timeMicros: START + seconds * SECOND,
    values: [['user', user]],
    brief: JSON.stringify({ evidence: { uid, data: { status: 'Success' } } }),
  };
}

/** What driving a batch does for the correlations; `strays` as its drive says. */
export async function correlate(
  store: BlobStore,
  batch: string,
  hits: readonly KeptHit[],
  correlations: readonly ResolvedCorrelation[],
  { strays = true, tell }: { readonly strays?: boolean; readonly tell?: Correlating['tell'] } = {},
): Promise<void> {
  const context: Correlating = { correlations, bundleVersion: '7', tell };
  const correlation = correlateBatch(store, batch, context);
  await correlation.begin(strays);
  const writer = new HitWriter(store, batch);
  for (const hit of hits) {
    writer.add(hit);
    await writer.drain();
  }
  await correlation.finish(await writer.close());
}

/** Keys of the lake's files of findings. */
export function findingFiles(store: MemoryStore): readonly string[] {
  return [...store.objects.keys()].filter((key) => key.startsWith('events/')).sort();
}
