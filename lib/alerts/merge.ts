import type { OcsfEvent } from '../ocsf/event';
import { type Alert, describeAll, type Reference, referenceOf } from './alert';
import type { ShardCounts } from './fates';
import { subjectOf } from './subject';

const MAX_REFERENCES = 10;

/**
 * The alert with findings added. The same whatever their order, and however often: counts are put, the rest is the
 * greatest or least of a set.
 */
export function mergeFindings(alert: Alert, findings: readonly OcsfEvent[], counts: ShardCounts): Alert {
  const known = new Map<string, Reference>(alert.newest.map((one) => [one.finding, one]));
  let oldestTime = alert.oldestTime;
  let newestFinding: OcsfEvent | undefined;
  for (const finding of findings) {
    const reference = referenceOf(finding);
    known.set(reference.finding, reference);
    oldestTime = Math.min(oldestTime, finding.time);
    if (!newestFinding || isNewer(reference, referenceOf(newestFinding))) {
      newestFinding = finding;
    }
  }
  const newest = [...known.values()].sort((a, b) => (isNewer(a, b) ? -1 : 1)).slice(0, MAX_REFERENCES);
  const tells = newestFinding && newest[0]?.finding === referenceOf(newestFinding).finding;
  return {
    ...alert,
    counts: mergeCounts(alert.counts, counts),
    oldestTime,
    newest,
    ...(tells && newestFinding
      ? { descriptions: describeAll(newestFinding), subject: subjectOf(newestFinding) }
      : {}),
  };
}

function mergeCounts(known: ShardCounts, counts: ShardCounts): ShardCounts {
  const all: Record<string, number> = { ...known };
  for (const [shard, count] of Object.entries(counts)) {
    all[shard] = Math.max(all[shard] ?? 0, count);
  }
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNewer(a: Reference, b: Reference): boolean {
  return a.time > b.time || (a.time === b.time && a.finding > b.finding);
}
