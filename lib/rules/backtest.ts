import type { JsonValue } from '../json';
import { origin, principal } from '../lake/table/identity';
import type { OcsfEvent } from '../ocsf/event';
import { addressOrToken, userOrToken } from '../pipeline/mask/relocate';
import type { CorrelationFinding } from '../sigma/correlate/correlation-finding';
import { segmentsOf, someValue } from '../sigma/match/path';
import type { Rule, RuleHeader } from '../sigma/rule';
import type { Source } from '../sources/source';
import { formatMicros } from '../time';

/** What a rule or correlation would have done over a lake. */
export interface BacktestRow {
  readonly rule: RuleHeader;
  readonly hits: number;
  /** Hits by UTC day, YYYY-MM-DD, days in order. */
  readonly days: ReadonlyMap<string, number>;
  /** Who or what the hits were about, most first. */
  readonly entities: readonly { readonly name: string; readonly hits: number }[];
  /** Alerts that dedup, window and threshold would have made of the hits. */
  readonly alerts: number;
}

export interface Backtest {
  add(rule: Rule, event: OcsfEvent, timeMicros: number, source: Pick<Source, 'fieldPaths'>): void;
  /** A finding of a correlation, as one hit. */
  addFinding(finding: CorrelationFinding): void;
  /** Tells that no event before this time will come any more: windows that ended are counted and forgotten. */
  settle(beforeMicros: number): void;
  rows(): readonly BacktestRow[];
}

interface Tally {
  hits: number;
  alerts: number;
  readonly days: Map<string, number>;
  readonly entities: Map<string, number>;
  /** Open windows: end, and hits by group. */
  readonly windows: Map<string, { readonly endMicros: number; hits: number }>;
}

/** Entities remembered for a rule; what comes after them is counted together. */
const MAX_ENTITIES = 10_000;
const OTHERS = 'others';
const TOP = 5;
const HOUR_SECONDS = 3600;

/** Collects hits and says what they would have come to. Memory is bounded by open windows and known entities. */
export function createBacktest(): Backtest {
  const tallies = new Map<RuleHeader, Tally>();
  const addHit = (rule: RuleHeader, timeMicros: number, entity: string, group: string) => {
    const tally = tallies.get(rule) ?? emptyTally();
    tallies.set(rule, tally);
    tally.hits++;
    count(tally.days, formatMicros(timeMicros).slice(0, 10));
    count(tally.entities, tally.entities.has(entity) || tally.entities.size < MAX_ENTITIES ? entity : OTHERS);
    addToWindow(tally, rule, group, timeMicros);
  };
  return {
    add: (rule, event, timeMicros, source) =>
      addHit(rule, timeMicros, entityOf(event), groupOf(rule, event, source)),
    addFinding: ({ correlation, group, timeMicros }) => {
      const entity = group.at(-1)?.value ?? 'unknown';
      addHit(correlation, timeMicros, entity, JSON.stringify(group.map(({ value }) => value)));
    },
    settle: (beforeMicros) => {
      for (const [rule, tally] of tallies) {
        closeWindows(tally, rule, beforeMicros);
      }
    },
    rows: () =>
      [...tallies].map(([rule, tally]) => {
        closeWindows(tally, rule, Number.POSITIVE_INFINITY);
        const { hits, alerts } = tally;
        return { rule, hits, alerts, days: sortedDays(tally.days), entities: top(tally.entities) };
      }),
  };
}

function emptyTally(): Tally {
  return { hits: 0, alerts: 0, days: new Map(), entities: new Map(), windows: new Map() };
}

/** Windows are fixed stretches of event time, counted from the epoch, as alerts have them. */
function addToWindow(tally: Tally, rule: RuleHeader, group: string, timeMicros: number): void {
  const length = (rule.alert?.windowSeconds ?? HOUR_SECONDS) * 1_000_000;
  const start = Math.floor(timeMicros / length) * length;
  const key = `${start} ${group}`;
  const window = tally.windows.get(key) ?? { endMicros: start + length, hits: 0 };
  window.hits++;
  tally.windows.set(key, window);
}

function closeWindows(tally: Tally, rule: RuleHeader, beforeMicros: number): void {
  for (const [key, { endMicros, hits }] of tally.windows) {
    if (endMicros <= beforeMicros) {
      tally.alerts += hits >= (rule.alert?.threshold ?? 1) ? 1 : 0;
      tally.windows.delete(key);
    }
  }
}

/** Values of the dedup fields, as one key; a rule without any makes one alert a window. */
function groupOf(rule: Rule, event: OcsfEvent, source: Pick<Source, 'fieldPaths'>): string {
  const values = (rule.alert?.dedup ?? []).map((field) => {
    const found: JsonValue[] = [];
    for (const path of source.fieldPaths(field)) {
      someValue(event as unknown as JsonValue, segmentsOf(path), (value) => {
        found.push(value);
        return false;
      });
    }
    return found;
  });
  return JSON.stringify(values);
}

/** Who acted, else where it came from, else what it was done to. */
function entityOf(event: OcsfEvent): string {
  const resource = event.resources?.[0];
  return (
    userOrToken(principal(event)) ??
    addressOrToken(origin(event)) ??
    resource?.uid ??
    resource?.name ??
    'unknown'
  );
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sortedDays(days: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function top(entities: ReadonlyMap<string, number>): BacktestRow['entities'] {
  return [...entities]
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .slice(0, TOP)
    .map(([name, hits]) => ({ name, hits }));
}
