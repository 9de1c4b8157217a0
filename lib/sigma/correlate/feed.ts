import type { ResolvedCorrelation } from './correlation';
import { type CorrelationFinding, findingOf } from './correlation-finding';
import { onlyGrows } from './count-condition';
import { bounded, type Entry, type GroupState } from './group-state';
import type { GroupStore } from './group-store';
import type { Hit } from './hit';
import { type Occurrence, occurrencesFrom } from './judge';
import type { LossCounter } from './losses';
import type { StateKeys } from './state-keys';
import type { Watermark } from './watermark';

/** A correlation and its states. */
export interface Running {
  readonly correlation: ResolvedCorrelation;
  readonly keys: StateKeys;
  readonly groups: GroupStore;
}

export interface Engine {
  /** For a rule's or correlation's id: the correlations over it, and which of their members it is. */
  readonly byMember: ReadonlyMap<string, readonly { readonly running: Running; readonly member: number }[]>;
  readonly watermark: Watermark;
  readonly losses: LossCounter;
}

/** Takes a hit through all correlations over its rule, and over those, and gives the findings. */
export function createFeed(engine: Engine): (hit: Hit) => Promise<readonly CorrelationFinding[]> {
  const feed = async (hit: Hit, watermark: number, findings: Map<string, CorrelationFinding>) => {
    for (const { running, member } of engine.byMember.get(hit.ruleId) ?? []) {
      const state = await remember(engine, running, member, hit, watermark);
      const { correlation } = running;
      if (!state || !onlyGrows(correlation.condition)) {
        continue;
      }
      for (const occurrence of occurrencesFrom(correlation, state.entries, hit.timeMicros)) {
        const { anchor, count, window } = occurrence;
        const finding = findingOf(correlation, state, { timeMicros: anchor.t, count, window });
        if (correlation.raises) {
          findings.set(finding.uid, finding);
        }
        await feed(higherHit(finding, occurrence), watermark, findings);
      }
    }
  };
  return async (hit) => {
    const findings = new Map<string, CorrelationFinding>();
    await feed(hit, await engine.watermark.read(), findings);
    return [...findings.values()];
  };
}

async function remember(
  { losses }: Engine,
  { correlation, keys, groups }: Running,
  member: number,
  hit: Hit,
  watermark: number,
): Promise<GroupState | undefined> {
  const { groupBy = [], fields = [] } = correlation.members[member] ?? {};
  const read = (field: string) => hit.value(field) || undefined;
  const group = groupBy.map(read).filter((value) => value !== undefined);
  const values = fields.map(read).filter((value) => value !== undefined);
  if (group.length < groupBy.length || values.length < fields.length) {
    losses.add('incomplete', correlation.id);
    return undefined;
  }
  const { timespanMicros } = correlation;
  const keyGroup = group.map(bounded);
  const end = (Math.floor(hit.timeMicros / timespanMicros) + 1) * timespanMicros;
  return groups.add({
    key: onlyGrows(correlation.condition) ? keys.group(keyGroup) : keys.window(keyGroup, end),
    group: keyGroup,
    entry: entryOf(correlation, member, hit, values),
    sinceMicros: watermark - timespanMicros,
    inTime: hit.timeMicros >= watermark,
  });
}

function entryOf({ carries }: ResolvedCorrelation, m: number, hit: Hit, values: readonly string[]): Entry {
  const carried = carries.map((field) => hit.value(field));
  return {
    m,
    u: bounded(hit.eventUid),
    t: hit.timeMicros,
    v:
      values.length === 0 ? undefined : bounded(values.length === 1 ? values.join() : JSON.stringify(values)),
    c:
      carries.length === 0
        ? undefined
        : carried.map((value) => (value === undefined ? null : bounded(value))),
  };
}

/**
 * What correlations over a correlation see: its finding, at the time of the event that completed it, with the values
 * of its group and of that event.
 */
function higherHit({ uid, correlation, group }: CorrelationFinding, { anchor }: Occurrence): Hit {
  const values = new Map<string, string>();
  for (const [index, field] of correlation.carries.entries()) {
    const value = anchor.c?.[index];
    if (typeof value === 'string') {
      values.set(field, value);
    }
  }
  for (const { field, value } of group) {
    values.set(field, value);
  }
  return {
    ruleId: correlation.id,
    eventUid: uid,
    timeMicros: anchor.t,
    value: (field) => values.get(field),
  };
}
