import { type BoundedCache, boundedCache } from '../../bounded-cache';
import type { KeyValueStore } from '../../ports/key-value-store';
import type { ResolvedCorrelation } from './correlation';
import {
  decodeState,
  type Entry,
  encodeState,
  type GroupState,
  hasEntry,
  trimmed,
  withEntry,
} from './group-state';
import type { LossCounter } from './losses';
import type { StateKeys } from './state-keys';

/** What the correlators of a store agree on. */
export interface GroupLimits {
  readonly maxGroups: number;
  readonly maxEventsPerGroup: number;
}

/** An event to be remembered in a state. */
export interface Addition {
  readonly key: string;
  readonly group: readonly string[];
  readonly entry: Entry;
  /** Entries before it may be forgotten. */
  readonly sinceMicros: number;
  /** Whether a new event is still taken; one the state knows already always is. */
  readonly inTime: boolean;
}

/** The states of one correlation. */
export interface GroupStore {
  /**
   * Adds the event and gives the state with it, before anything was forgotten. Adding twice is adding once: a retry
   * gives the same. Undefined where the event came too late or there is no room; counted.
   */
  add(addition: Addition): Promise<GroupState | undefined>;
  /** Forgets groups whose events are all older: gives the number that are left. */
  sweep(watermarkMicros: number): Promise<number>;
}

/** Lost races for one state before giving up: the caller's retry starts over. */
const MAX_ATTEMPTS = 100;
const MAX_LATELY = 128;

interface Context {
  readonly correlation: ResolvedCorrelation;
  readonly keys: StateKeys;
  readonly store: KeyValueStore;
  readonly limits: GroupLimits;
  readonly losses: LossCounter;
  /** States as this process wrote them: they need not be parsed again. */
  readonly lately: BoundedCache<string, { readonly text: string; readonly state: GroupState }>;
  /** The watermark at which it was last swept for want of room. */
  sweptAt?: number;
}

/** The states of a correlation in a store that other workers write too. */
export function createGroupStore(
  correlation: ResolvedCorrelation,
  keys: StateKeys,
  store: KeyValueStore,
  limits: GroupLimits,
  losses: LossCounter,
): GroupStore {
  const context: Context = { correlation, keys, store, limits, losses, lately: boundedCache(MAX_LATELY) };
  return {
    add: (addition) => add(addition, context),
    sweep: (watermark) => sweep(watermark, context),
  };
}

async function add(addition: Addition, context: Context): Promise<GroupState | undefined> {
  const { key, entry, inTime } = addition;
  const { correlation, losses, store } = context;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = await store.get(key);
    const state = stateOf(addition, found?.value, context);
    if (hasEntry(state, entry)) {
      return state;
    }
    if (!inTime) {
      losses.add('late', correlation.id);
      return undefined;
    }
    if (!found && !(await hasRoom(addition, context))) {
      losses.add('refused', correlation.id);
      return undefined;
    }
    const larger = withEntry(state, entry);
    if (await write(addition, larger, found?.version, context)) {
      return larger;
    }
  }
  throw new Error(
    `state ${key} of correlation ${correlation.id} changed ${MAX_ATTEMPTS} times under this event: try it again`,
  );
}

function stateOf({ key, group }: Addition, text: string | undefined, { lately }: Context): GroupState {
  if (text === undefined) {
    return { group, entries: [], dropped: 0 };
  }
  const known = lately.get(key);
  return known?.text === text ? known.state : decodeState(text);
}

async function write(
  { key, sinceMicros }: Addition,
  state: GroupState,
  version: string | undefined,
  { correlation, keys, limits, lately, losses, store }: Context,
): Promise<boolean> {
  const kept = trimmed(state, sinceMicros, limits.maxEventsPerGroup);
  const text = encodeState(kept);
  const written = await (version === undefined
    ? store.putIfAbsent(key, text)
    : store.replace(key, text, version));
  if (!written) {
    return false;
  }
  lately.set(key, { text, state: kept });
  if (kept.dropped > state.dropped) {
    losses.add('dropped', correlation.id, kept.dropped - state.dropped);
  }
  if (version === undefined) {
    await countUp(store, keys.held);
  }
  return true;
}

/** Whether one more group may be held; when not, groups that event time has left behind are forgotten first. */
async function hasRoom({ sinceMicros }: Addition, context: Context): Promise<boolean> {
  const { store, keys, limits } = context;
  const held = Number((await store.get(keys.held))?.value ?? 0);
  if (held < limits.maxGroups) {
    return true;
  }
  const watermark = sinceMicros + context.correlation.timespanMicros;
  const swept = context.sweptAt === watermark;
  context.sweptAt = watermark;
  return !swept && (await sweep(watermark, context)) < limits.maxGroups;
}

async function sweep(watermark: number, { correlation, keys, store }: Context): Promise<number> {
  const left = await sweepGroups(store, keys, watermark - correlation.timespanMicros);
  await store.put(keys.held, String(left));
  return left;
}

/** Deletes sliding states without an entry since a time; windows go when they are judged. */
async function sweepGroups(store: KeyValueStore, keys: StateKeys, sinceMicros: number): Promise<number> {
  let left = 0;
  for await (const { value, key, version } of store.list(keys.groups)) {
    const newest = decodeState(value).entries.at(-1)?.t ?? Number.NEGATIVE_INFINITY;
    const gone = newest < sinceMicros && (await store.remove(key, version));
    left += gone ? 0 : 1;
  }
  const windows = store.list(keys.windows)[Symbol.asyncIterator]();
  while (!(await windows.next()).done) {
    left++;
  }
  return left;
}

async function countUp(store: KeyValueStore, key: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = await store.get(key);
    const written = found
      ? await store.replace(key, String(Number(found.value) + 1), found.version)
      : await store.putIfAbsent(key, '1');
    if (written) {
      return;
    }
  }
}
