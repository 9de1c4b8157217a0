import type { Brief } from './brief';
import type { CorrelationFinding } from './correlation-finding';

const MAX_EVIDENCES = 5;

/** Uids of the events a finding shows: the newest of each rule, so that every step is seen, then the newest of all. */
export function evidenceUids({ related }: CorrelationFinding): readonly string[] {
  const newestFirst = related.toReversed();
  const steps = new Map(related.map((hit) => [hit.ruleId, hit.uid]));
  const inTurn = new Set([...steps.values(), ...newestFirst.map(({ uid }) => uid)]);
  const chosen = new Set([...inTurn].slice(0, MAX_EVIDENCES));
  return newestFirst
    .map(({ uid }) => uid)
    .filter((uid, index, all) => chosen.has(uid) && all.indexOf(uid) === index);
}

/** The briefs of those events, newest first; an event without one (it came about in a correlation below) is left out. */
export function chooseBriefs(
  finding: CorrelationFinding,
  briefOf: (eventUid: string) => Brief | undefined,
): readonly Brief[] {
  return evidenceUids(finding).flatMap((uid) => briefOf(uid) ?? []);
}
