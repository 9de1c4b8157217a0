import { sha256 } from '../../hash';
import type { ResolvedCorrelation } from './correlation';
import type { Entry, GroupState } from './group-state';

/** An event, or a finding of a correlation below, that is part of a correlation's finding. */
export interface RelatedHit {
  readonly uid: string;
  readonly ruleId: string;
  readonly timeMicros: number;
}

/** A correlation came about in a group. */
export interface CorrelationFinding {
  /** Of correlation, group and window slot: findings with one uid are one finding, the later better informed. */
  readonly uid: string;
  readonly correlation: ResolvedCorrelation;
  readonly group: readonly { readonly field: string; readonly value: string }[];
  /** Time of the event that completed it; for windows judged when they close, of their end. */
  readonly timeMicros: number;
  readonly firstMicros: number;
  readonly lastMicros: number;
  /** Events, distinct values or rules, as the type counts. */
  readonly count: number;
  /** False when events of the group had to be forgotten: the count is then a least one. */
  readonly exact: boolean;
  /** The newest of the window's events and the newest of each rule, by time. */
  readonly related: readonly RelatedHit[];
  readonly relatedCount: number;
  /** Where a window judged when it closed is kept until the finding is confirmed. */
  readonly stateKey?: string;
}

const MAX_RELATED = 50;

/** What a finding is made of, beside its correlation and group. */
interface Found {
  readonly timeMicros: number;
  readonly count: number;
  readonly window: readonly Entry[];
  readonly stateKey?: string;
}

/** The finding of a window that meets the condition. */
export function findingOf(
  correlation: ResolvedCorrelation,
  state: GroupState,
  { timeMicros, count, window, stateKey }: Found,
): CorrelationFinding {
  const events = [...new Map(window.map((entry) => [`${entry.m} ${entry.u}`, entry])).values()];
  return {
    uid: findingUid(correlation, state.group, timeMicros),
    correlation,
    group: correlation.groupBy.map((field, index) => ({ field, value: state.group[index] ?? '' })),
    timeMicros,
    firstMicros: window[0]?.t ?? timeMicros,
    lastMicros: window.at(-1)?.t ?? timeMicros,
    count,
    exact: state.dropped === 0,
    related: newestOf(events).map(({ u, m, t }) => ({
      uid: u,
      ruleId: correlation.members[m]?.id ?? '',
      timeMicros: t,
    })),
    relatedCount: events.length,
    stateKey,
  };
}

/** The newest events; of a rule that a flood of others would push out, its newest all the same. */
function newestOf(events: readonly Entry[]): readonly Entry[] {
  const newest = new Set([...new Map(events.map((entry) => [entry.m, entry])).values()]);
  for (const entry of events.toReversed()) {
    if (newest.size >= MAX_RELATED) {
      break;
    }
    newest.add(entry);
  }
  return events.filter((entry) => newest.has(entry));
}

/**
 * One uid for all windows of a group that end in the same slot of event time, a timespan long: a burst is one
 * finding, or two across a slot's end, however many of its events complete a window, and whichever came first.
 */
export function findingUid(
  { id, timespanMicros }: ResolvedCorrelation,
  group: readonly string[],
  timeMicros: number,
): string {
  const slot = Math.floor(timeMicros / timespanMicros);
  return sha256(['correlation', id, timespanMicros, slot, JSON.stringify(group)].join('\n')).slice(0, 32);
}
