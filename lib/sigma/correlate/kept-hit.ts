import type { OcsfEvent } from '../../ocsf/event';
import type { Source } from '../../sources/source';
import type { RuleHeader } from '../rule';
import { briefOf } from './brief';
import type { ResolvedCorrelation } from './correlation';
import { bounded } from './group-state';
import { type Hit, hitOf } from './hit';

/** A hit as it is kept: plain data, with the values that correlations ask for and nothing more. */
export interface KeptHit {
  readonly ruleId: string;
  readonly eventUid: string;
  readonly timeMicros: number;
  /** Sigma field and value. */
  readonly values: readonly (readonly [field: string, value: string])[];
  /** What findings show of the event, see `briefOf`. */
  readonly brief: string;
}

/** Makes kept hits of the rules that correlations are about; undefined for all others. Give the masked event. */
export type KeepHit = (
  rule: Pick<RuleHeader, 'id'>,
  event: OcsfEvent,
  timeMicros: number,
  source: Pick<Source, 'fieldPaths'>,
) => KeptHit | undefined;

export function createHitKeeper(correlations: readonly ResolvedCorrelation[]): KeepHit {
  const asked = fieldsAsked(correlations);
  return (rule, event, timeMicros, source) => {
    const fields = asked.get(rule.id);
    if (!fields) {
      return undefined;
    }
    const hit = hitOf(rule, event, timeMicros, source);
    const values = fields.flatMap((field) => {
      const value = hit.value(field);
      return value === undefined ? [] : [[field, bounded(value)] as const];
    });
    return { ruleId: rule.id, eventUid: hit.eventUid, timeMicros, values, brief: briefOf(event) };
  };
}

/** A kept hit as the correlator reads one. */
export function toHit({ ruleId, eventUid, timeMicros, values }: Omit<KeptHit, 'brief'>): Hit {
  return {
    ruleId,
    eventUid,
    timeMicros,
    value: (field) => values.find(([name]) => name === field)?.[1],
  };
}

/** By time; then by rule and event, so that equal sets of hits are one sequence. */
export function compareHits(a: Omit<KeptHit, 'brief'>, b: Omit<KeptHit, 'brief'>): number {
  return (
    a.timeMicros - b.timeMicros || compareText(a.ruleId, b.ruleId) || compareText(a.eventUid, b.eventUid)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The fields that correlations read of each rule's events. */
function fieldsAsked(correlations: readonly ResolvedCorrelation[]): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, Set<string>>();
  for (const { members, carries } of correlations) {
    for (const { id, kind, groupBy, fields } of members) {
      if (kind === 'rule') {
        asked.set(id, new Set([...(asked.get(id) ?? []), ...groupBy, ...fields, ...carries]));
      }
    }
  }
  return new Map([...asked].map(([id, fields]) => [id, [...fields].sort()]));
}
