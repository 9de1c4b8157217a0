import { boundedCache } from '../bounded-cache';
import type { OcsfEvent } from '../ocsf/event';
import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import { readBrief } from '../sigma/correlate/brief';
import { chooseBriefs } from '../sigma/correlate/choose-evidence';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { createCorrelator } from '../sigma/correlate/correlator';
import { highestBound, onlyGrows } from '../sigma/correlate/count-condition';
import { createHitKeeper, type KeptHit, toHit } from '../sigma/correlate/kept-hit';
import { collectFindings } from '../sigma/correlate/merge-findings';
import { correlationFinding } from '../sigma/correlate/to-finding';
import type { Detection } from '../sigma/detector';
import type { Source } from '../sources/source';

/** Kind of the state's keys in the platform's table. */
export const CORRELATION_STATE = 'correlate';

export interface StreamCorrelationOptions {
  readonly correlations: readonly ResolvedCorrelation[];
  /** Version of the rules, named in every finding. */
  readonly bundleVersion: string;
  /** Shared by all who look at streams. */
  readonly store: KeyValueStore;
  readonly clock: Clock;
}

/** Correlations that are in a hurry, over what streams bring. */
export interface StreamCorrelation {
  /** Takes note of a rule's match with a masked event. */
  note(hit: Detection, event: OcsfEvent, timeMicros: number, source: Source): void;
  /** The findings that the noted matches complete. Throws where the state cannot be had: note them again then. */
  findings(): Promise<readonly OcsfEvent[]>;
}

const DAY_MICROS = 86_400_000_000;
const HOUR_MICROS = 3_600_000_000;
/** Events of a group that are remembered: some tens of KB, of the 400 that an item of a table takes. */
const MAX_EVENTS = 200;
/** Groups that are remembered of a correlation: identities that did what few do. */
const MAX_GROUPS = 10_000;
/** Events whose evidence this process still has. Those it has not the lake's own finding shows, minutes later. */
const MAX_BRIEFS = 1000;

/**
 * The correlations that ask for real time and whose findings from a stream are of those from the lake, by uid and alert:
 * what more events cannot undo, in slots of event time that lie within one day, by which alerts remember findings. One
 * over other correlations would need those here too. All that are left out come by the lake alone.
 */
export function realtimeCorrelations(all: readonly ResolvedCorrelation[]): readonly ResolvedCorrelation[] {
  return all.filter(
    ({ raises, alert, members, timespanMicros, condition }) =>
      raises &&
      alert?.speed === 'realtime' &&
      members.every(({ kind }) => kind === 'rule') &&
      onlyGrows(condition) &&
      DAY_MICROS % timespanMicros === 0 &&
      highestBound(condition) < MAX_EVENTS,
  );
}

export function streamCorrelation({
  correlations,
  bundleVersion,
  store,
  clock,
}: StreamCorrelationOptions): StreamCorrelation {
  const chosen = realtimeCorrelations(correlations);
  const correlator = createCorrelator(chosen, {
    store,
    clock,
    prefix: `${CORRELATION_STATE}/`,
    maxGroups: MAX_GROUPS,
    maxEventsPerGroup: MAX_EVENTS,
  });
  const keep = createHitKeeper(chosen);
  const briefs = boundedCache<string, string>(MAX_BRIEFS);
  const briefWith = (uid: string) => {
    const brief = briefs.get(uid);
    return brief === undefined ? undefined : readBrief(brief);
  };
  let noted: KeptHit[] = [];
  let sweptMicros = clock.nowMicros();
  const sweep = async () => {
    const now = clock.nowMicros();
    if (now - sweptMicros > HOUR_MICROS) {
      sweptMicros = now;
      await correlator.sweep();
    }
  };
  return {
    note: ({ rule }, event, timeMicros, source) => {
      const hit = keep(rule, event, timeMicros, source);
      if (hit) {
        noted.push(hit);
        briefs.set(hit.eventUid, hit.brief);
      }
    },
    findings: async () => {
      const hits = noted;
      noted = [];
      const found = collectFindings();
      for (const hit of hits) {
        found.add(await correlator.observe(toHit(hit)));
      }
      if (hits.length > 0) {
        await sweep();
      }
      return found.all().map((finding) => {
        const shown = chooseBriefs(finding, briefWith);
        return correlationFinding(finding, { bundleVersion, briefs: shown });
      });
    },
  };
}
