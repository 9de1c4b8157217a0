import type { ResolvedCorrelation } from './correlation';
import type { CorrelationFinding } from './correlation-finding';
import { createCorrelator } from './correlator';
import { highestBound } from './count-condition';
import { compareHits, type KeptHit, toHit } from './kept-hit';
import { createMemoryStore } from './memory-store';
import { collectFindings } from './merge-findings';

type BareHit = Omit<KeptHit, 'brief'>;

/** Correlates the hits of a run, in memory. */
export interface HitCorrelator {
  /** Takes hits, in any order among themselves, at most the lateness older than those before. */
  feed(hits: readonly BareHit[]): Promise<void>;
  /** All findings, when every hit was fed; by time. */
  finish(): Promise<readonly CorrelationFinding[]>;
}

/** Events remembered of a group: what a finding shows, several times over. A flood of one kind costs by it, each hit. */
const MAX_EVENTS = 100;

export function createHitCorrelator(
  correlations: readonly ResolvedCorrelation[],
  latenessMicros = 0,
): HitCorrelator {
  const found = collectFindings();
  const bounds = correlations.map(({ condition }) => 2 * highestBound(condition) + 1);
  const correlator = createCorrelator(correlations, {
    store: createMemoryStore(),
    latenessMicros,
    maxEventsPerGroup: Math.max(MAX_EVENTS, ...bounds),
  });
  return {
    feed: async (hits) => {
      for (const hit of [...hits].sort(compareHits)) {
        found.add(await correlator.observe(toHit(hit)));
      }
    },
    finish: async () => {
      await correlator.advance(Number.MAX_SAFE_INTEGER);
      found.add(await correlator.closed());
      return found.all();
    },
  };
}

/**
 * The findings of hits that come in chunks, each later than those before: a function of the set of hits, whatever
 * their order within a chunk. Memory is bounded by the correlator's caps and by a chunk.
 */
export async function correlateHits(
  correlations: readonly ResolvedCorrelation[],
  chunks: AsyncIterable<readonly BareHit[]> | Iterable<readonly BareHit[]>,
): Promise<readonly CorrelationFinding[]> {
  const correlator = createHitCorrelator(correlations);
  for await (const chunk of chunks) {
    await correlator.feed(chunk);
  }
  return correlator.finish();
}
