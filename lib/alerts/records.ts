import type { KeyValueStore } from '../ports/key-value-store';

/** Far more than workers that could meet at one record. */
const MAX_ATTEMPTS = 100;

/** Where the alerts' records are. Parts that are not ids of our own making are escaped. */
export const keys = {
  allFates: 'alerts/fates/',
  fates: (day: string, shard: string) => `alerts/fates/${day}/${shard}`,
  /** Days of event time whose fates were removed. */
  sweptDay: (day: string) => `alerts/swept/${day}`,
  lastSweep: 'alerts/last-sweep',
  alerts: 'alerts/state/',
  alert: (uid: string) => `alerts/state/${uid}`,
  transitions: 'alerts/transitions/',
  transition: (uid: string, sequence: number) =>
    `alerts/transitions/${uid}/${String(sequence).padStart(6, '0')}`,
  bucket: (channel: string, level: string) => `alerts/buckets/${encodeURIComponent(channel)}/${level}`,
  messages: 'alerts/outbox/',
  message: (key: string) => `alerts/outbox/${key}`,
  due: 'alerts/due/',
  dueMessage: (key: string) => `alerts/due/${key}`,
  dead: 'alerts/dead/',
  deadMessage: (key: string) => `alerts/dead/${key}`,
  digestLease: (digest: string) => `alerts/digest-leases/${digest}`,
  held: 'alerts/held/',
  heldMessage: (channel: string, period: number, key: string) =>
    `alerts/held/${encodeURIComponent(channel)}/${String(period).padStart(12, '0')}/${key}`,
} as const;

/** A record, or undefined when there is none. Records are written by this release or an older one. */
export async function read<Kind>(store: KeyValueStore, key: string): Promise<Kind | undefined> {
  const found = await store.get(key);
  return found && (JSON.parse(found.value) as Kind);
}

/** All records under a prefix, in key order. */
export async function* readAll<Kind>(
  store: KeyValueStore,
  prefix: string,
): AsyncIterable<{ readonly key: string; readonly record: Kind }> {
  for await (const { key, value } of store.list(prefix)) {
    yield { key, record: JSON.parse(value) as Kind };
  }
}

/** Creates the record unless there is one: whether it was this call that did. */
export function create(store: KeyValueStore, key: string, record: unknown): Promise<boolean> {
  return store.putIfAbsent(key, JSON.stringify(record));
}

/**
 * Changes a record whole, again and again until nobody came in between. `change` gives the new record, or undefined to
 * leave it; the record as it is afterwards is returned.
 */
export async function update<Kind>(
  store: KeyValueStore,
  key: string,
  change: (record: Kind | undefined) => Kind | undefined,
): Promise<Kind | undefined> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = await store.get(key);
    const record = found && (JSON.parse(found.value) as Kind);
    const next = change(record);
    if (next === undefined) {
      return record;
    }
    const text = JSON.stringify(next);
    const done = found ? store.replace(key, text, found.version) : store.putIfAbsent(key, text);
    if (await done) {
      return next;
    }
  }
  throw new Error(`${key}: changed by others ${MAX_ATTEMPTS} times while being updated; run it again`);
}
