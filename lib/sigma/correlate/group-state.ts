import { sha256 } from '../../hash';

/** One event in a group's state. Short names: states are stored by the hundred thousand. */
export interface Entry {
  /** Index of the member (rule) that matched. */
  readonly m: number;
  /** Event uid. */
  readonly u: string;
  /** Event time, microseconds. */
  readonly t: number;
  /** The counted value (value_count). */
  readonly v?: string;
  /** Values that correlations over this one read; null where the event has none. */
  readonly c?: readonly (string | null)[];
}

/** What is remembered of one group of a correlation. */
export interface GroupState {
  /** Values of the group-by fields. */
  readonly group: readonly string[];
  /** By time, then member, then uid. */
  readonly entries: readonly Entry[];
  /** Entries that had to go before their time: beyond the cap. */
  readonly dropped: number;
}

/** Longer texts are stored as their hash: a hostile log line must not fill the state. */
const MAX_TEXT = 256;

/** A text that is as good for comparing, and bounded. */
export function bounded(text: string): string {
  return text.length <= MAX_TEXT ? text : `sha256:${sha256(text)}`;
}

type Packed = [readonly string[], number, [number, string, number, string | 0, Entry['c'] | 0][]];

/** The state as text. Without names: a busy group's state is written at every hit. */
export function encodeState({ group, dropped, entries }: GroupState): string {
  const packed: Packed = [group, dropped, entries.map(({ m, u, t, v, c }) => [m, u, t, v ?? 0, c ?? 0])];
  return JSON.stringify(packed);
}

/** Reads what `encodeState` wrote: nobody else writes under these keys. */
export function decodeState(text: string): GroupState {
  const [group, dropped, entries] = JSON.parse(text) as Packed;
  return {
    group,
    dropped,
    entries: entries.map(([m, u, t, v, c]) => ({
      m,
      u,
      t,
      v: v === 0 ? undefined : v,
      c: c === 0 ? undefined : c,
    })),
  };
}

/** Whether the state knows the event already: a redelivery, or a retry after a crash. */
export function hasEntry({ entries }: GroupState, { m, u, t }: Entry): boolean {
  return entries.some((one) => one.t === t && one.m === m && one.u === u);
}

/** The state with one more entry, in its place. */
export function withEntry(state: GroupState, entry: Entry): GroupState {
  const after = state.entries.findIndex((one) => compareEntries(one, entry) > 0);
  const at = after < 0 ? state.entries.length : after;
  return { ...state, entries: state.entries.toSpliced(at, 0, entry) };
}

/** The state without what is older than `sinceMicros`, and with at most `maxEntries`: see `leastMissed`. */
export function trimmed(state: GroupState, sinceMicros: number, maxEntries: number): GroupState {
  const recent = state.entries.filter((entry) => entry.t >= sinceMicros);
  let dropped = state.dropped;
  while (recent.length > maxEntries) {
    recent.splice(leastMissed(recent), 1);
    dropped++;
  }
  return { ...state, entries: recent, dropped };
}

/**
 * The oldest entry of the commonest kind (member and value): a flood of one kind must not push out the rare event
 * that a finding waits for.
 */
function leastMissed(entries: readonly Entry[]): number {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    counts.set(kindOf(entry), (counts.get(kindOf(entry)) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return entries.findIndex((entry) => counts.get(kindOf(entry)) === most);
}

function kindOf({ m, v }: Entry): string {
  return v === undefined ? String(m) : `${m} ${v}`;
}

function compareEntries(a: Entry, b: Entry): number {
  return a.t - b.t || a.m - b.m || (a.u < b.u ? -1 : Number(a.u > b.u));
}
