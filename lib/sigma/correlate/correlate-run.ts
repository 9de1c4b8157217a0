import { boundedCache } from '../../bounded-cache';
import { type Brief, readBrief } from './brief';
import { chooseBriefs } from './choose-evidence';
import { createHitCorrelator, type HitCorrelator } from './correlate-hits';
import type { ResolvedCorrelation } from './correlation';
import type { CorrelationFinding } from './correlation-finding';
import type { KeptHit } from './kept-hit';

/** A correlation's finding with what it shows of its events. */
export interface ShownFinding {
  readonly finding: CorrelationFinding;
  readonly briefs: readonly Brief[];
}

/** Correlates the hits of one run over inputs that come in any order. */
export interface RunCorrelation {
  add(hit: KeptHit): void;
  /** To be called now and then: bounds what is held. */
  drain(): Promise<void>;
  finish(): Promise<readonly ShownFinding[]>;
}

/** Hits held to be put in order; a run with more is correlated in parts, in which order costs only what caps cost. */
const MAX_HELD = 100_000;
/** A run's inputs may lie any time apart: longer than logs are kept. */
const ANY_TIME = 100 * 366 * 86_400 * 1_000_000;

/** @param maxHeld hits in memory before they are correlated in parts; for tests */
export function correlateRun(
  correlations: readonly ResolvedCorrelation[],
  maxHeld = MAX_HELD,
): RunCorrelation {
  const briefs = boundedCache<string, string>(maxHeld);
  let held: KeptHit[] = [];
  let correlator: HitCorrelator | undefined;
  const show = (finding: CorrelationFinding): ShownFinding => ({
    finding,
    briefs: chooseBriefs(finding, (uid) => {
      const brief = briefs.get(uid);
      return brief === undefined ? undefined : readBrief(brief);
    }),
  });
  return {
    add: (hit) => {
      held.push(hit);
      briefs.set(hit.eventUid, hit.brief);
    },
    drain: async () => {
      if (held.length >= maxHeld) {
        correlator ??= createHitCorrelator(correlations, ANY_TIME);
        const hits = held;
        held = [];
        await correlator.feed(hits);
      }
    },
    finish: async () => {
      correlator ??= createHitCorrelator(correlations);
      await correlator.feed(held);
      return (await correlator.finish()).map(show);
    },
  };
}
