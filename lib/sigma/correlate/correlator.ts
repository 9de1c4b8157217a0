import type { Clock } from '../../ports/clock';
import type { KeyValueStore } from '../../ports/key-value-store';
import { closedWindows, confirmWindows } from './closed-windows';
import type { ResolvedCorrelation } from './correlation';
import type { CorrelationFinding } from './correlation-finding';
import { highestBound } from './count-condition';
import { createFeed, type Engine, type Running } from './feed';
import { createGroupStore } from './group-store';
import type { Hit } from './hit';
import { createLossCounter, type Losses } from './losses';
import { stateKeys } from './state-keys';
import { createWatermark } from './watermark';

export interface CorrelatorOptions {
  readonly store: KeyValueStore;
  /** How much older than the newest event an event may be when it comes; 15 minutes by default. */
  readonly latenessMicros?: number;
  /** Groups held at once, a correlation; 100 000 by default. */
  readonly maxGroups?: number;
  /** Events remembered at once, a group; 1 000 by default. Conditions must not count further. */
  readonly maxEventsPerGroup?: number;
  /** Keeps events dated in the future from making all others late. Without it (replays) every time is believed. */
  readonly clock?: Clock;
  /** Begins every key, where the store is shared; `correlate/` by default. */
  readonly prefix?: string;
}

/** Correlates hits over a store. Any number of correlators may share one. */
export interface Correlator {
  /**
   * The findings a hit completes. It may be called again for the same hit, before or after others: state and uids
   * stay the same. A finding is given each time an event makes it or adds to it: keep it by its uid.
   */
  observe(hit: Hit): Promise<readonly CorrelationFinding[]>;
  /** Notes how far event time has come, hits or not: at the end of a batch, say. */
  advance(timeMicros: number): Promise<void>;
  /** Findings of windows that have closed (conditions with lt, lte, eq, neq). Given again until confirmed. */
  closed(): Promise<readonly CorrelationFinding[]>;
  /** Forgets closed windows whose findings are kept safe. */
  confirm(findings: readonly CorrelationFinding[]): Promise<void>;
  /** Deletes the state of groups that event time has left behind: to be called now and then. */
  sweep(): Promise<void>;
  /** What was left out, by correlation id. */
  losses(): ReadonlyMap<string, Losses>;
}

const LATENESS = 15 * 60 * 1_000_000;
const MAX_GROUPS = 100_000;
const MAX_EVENTS = 1_000;

/**
 * Creates a correlator. Throws when a condition counts further than the state reaches.
 *
 * A correlation holds at an event when the window that ends with it, a timespan long with both ends, meets the
 * condition; all such windows of a group within one slot of event time are one finding. Both depend on the set of
 * events alone. So, among hits no later than the allowance, neither order nor repeats nor a restart (with the store)
 * change the set of finding uids. Conditions that more events can undo (lt, lte, eq, neq) are judged once, by slots
 * of a timespan counted from the epoch, when no event in time can come any more.
 */
export function createCorrelator(
  correlations: readonly ResolvedCorrelation[],
  options: CorrelatorOptions,
): Correlator {
  const { store, clock, latenessMicros = LATENESS, prefix = 'correlate/' } = options;
  const losses = createLossCounter();
  const engine: Engine = {
    byMember: byMember(runAll(correlations, options, prefix, losses)),
    watermark: createWatermark(store, `${prefix}watermark`, latenessMicros),
    losses,
  };
  const running = [...new Set([...engine.byMember.values()].flat().map(({ running }) => running))];
  const feed = createFeed(engine);
  const advance = (timeMicros: number) =>
    engine.watermark.raise(Math.min(timeMicros, clock?.nowMicros() ?? timeMicros));
  return {
    observe: async (hit) => {
      const findings = await feed(hit);
      if (clock && hit.timeMicros > clock.nowMicros()) {
        for (const { running: over } of engine.byMember.get(hit.ruleId) ?? []) {
          losses.add('future', over.correlation.id);
        }
      }
      if (engine.byMember.has(hit.ruleId)) {
        await advance(hit.timeMicros);
      }
      return findings;
    },
    advance,
    closed: async () => closedWindows(running, store, await engine.watermark.read()),
    confirm: (findings) => confirmWindows(findings, store),
    sweep: async () => {
      const watermark = await engine.watermark.read();
      for (const { groups } of running) {
        await groups.sweep(watermark);
      }
    },
    losses: () => losses.read(),
  };
}

function runAll(
  correlations: readonly ResolvedCorrelation[],
  { store, maxGroups = MAX_GROUPS, maxEventsPerGroup = MAX_EVENTS }: CorrelatorOptions,
  prefix: string,
  losses: Engine['losses'],
): readonly Running[] {
  return correlations.map((correlation) => {
    const counts = highestBound(correlation.condition) + 1;
    if (counts > maxEventsPerGroup) {
      throw new Error(
        `${correlation.file}:${correlation.line}: correlation "${correlation.title}" counts to ${counts}, but ` +
          `${maxEventsPerGroup} events a group are remembered: raise maxEventsPerGroup or lower the bound`,
      );
    }
    const keys = stateKeys(prefix, correlation);
    const limits = { maxGroups, maxEventsPerGroup };
    return { correlation, keys, groups: createGroupStore(correlation, keys, store, limits, losses) };
  });
}

function byMember(all: readonly Running[]): Engine['byMember'] {
  const found = new Map<string, { running: Running; member: number }[]>();
  for (const running of all) {
    for (const [member, { id }] of running.correlation.members.entries()) {
      found.set(id, [...(found.get(id) ?? []), { running, member }]);
    }
  }
  return found;
}
