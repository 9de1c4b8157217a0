import { sha256 } from '../hash';
import type { KeyValueStore } from '../ports/key-value-store';
import { groupBy } from './group-by';
import { keys, read, update } from './records';

/** What became of a finding: part of an alert, or suppressed. Decided once; delivered again, it stays what it was. */
export interface Fate {
  /** The finding's uid. */
  readonly finding: string;
  /** Its event time, epoch milliseconds. */
  readonly time: number;
  /** When it was first given, microseconds since the epoch, of the platform's clock. */
  readonly seenMicros?: number;
  readonly alert?: string;
  /** Id of the suppression. */
  readonly suppressed?: string;
}

/** Findings of an alert in each record of fates: put, never incremented, so that a repeat changes nothing. */
export type ShardCounts = Readonly<Record<string, number>>;

export interface RecordedFates {
  /** As they stand in the store, for the findings given. */
  readonly fates: readonly Fate[];
  /** By alert: of the shards that were looked at. */
  readonly counts: ReadonlyMap<string, ShardCounts>;
  /** How many of the findings were not known before. */
  readonly fresh: number;
}

/** A day and two digits of a hash: a hundred thousand findings a day make records of some hundred lines. */
function shardOf({ finding, time }: Fate): string {
  return keys.fates(dayOf(time), sha256(finding).slice(0, 2));
}

/** The day (UTC) of event time under which a finding's fate is kept. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().split('T', 1)[0] ?? '';
}

/** Records what is to become of findings. Those known before keep their fate. */
export async function recordFates(store: KeyValueStore, proposed: readonly Fate[]): Promise<RecordedFates> {
  const recorded: Fate[] = [];
  const counts = new Map<string, Record<string, number>>();
  let fresh = 0;
  for (const [shard, wanted] of groupBy(proposed, shardOf)) {
    let added = 0;
    const stored = await update<readonly Fate[]>(store, shard, (known = []) => {
      const all = new Map(known.map((fate) => [fate.finding, fate]));
      for (const fate of wanted) {
        all.set(fate.finding, all.get(fate.finding) ?? fate);
      }
      added = all.size - known.length;
      return added === 0 ? undefined : [...all.values()].sort(byFinding);
    });
    fresh += added;
    const asked = new Set(wanted.map(({ finding }) => finding));
    const found = (stored ?? []).filter(({ finding }) => asked.has(finding));
    recorded.push(...found);
    for (const alert of new Set(found.flatMap((fate) => fate.alert ?? []))) {
      const ofAlert = counts.get(alert) ?? {};
      ofAlert[shard] = (stored ?? []).filter((fate) => fate.alert === alert).length;
      counts.set(alert, ofAlert);
    }
  }
  return { fates: recorded, counts, fresh };
}

/** The findings of an alert, from the records its counts name. */
export async function fatesOf(store: KeyValueStore, alert: string, counts: ShardCounts): Promise<Fate[]> {
  const found: Fate[] = [];
  for (const shard of Object.keys(counts)) {
    const fates = await read<readonly Fate[]>(store, shard);
    found.push(...(fates ?? []).filter((fate) => fate.alert === alert));
  }
  return found.sort((a, b) => a.time - b.time || byFinding(a, b));
}

function byFinding(a: Fate, b: Fate): number {
  return a.finding < b.finding ? -1 : a.finding > b.finding ? 1 : 0;
}
