import type { KeyValueStore } from '../ports/key-value-store';
import type { Alert } from './alert';
import type { Fate } from './fates';
import type { Entry } from './outbox/entry';
import { create, keys, read, readAll } from './records';

/** Ages in days. */
export interface AlertRetention {
  /** Closed alerts, messages that were given up, and which findings were told of. */
  readonly alertsDays: number;
  /** Messages that were sent. */
  readonly messagesDays: number;
}

/** What was removed. */
export interface Swept {
  /** Days of event time whose findings are no longer known. */
  readonly days: number;
  readonly alerts: number;
  readonly messages: number;
}

const DAY_MICROS = 86_400_000_000;
const NOTHING: Swept = { days: 0, alerts: 0, messages: 0 };

/**
 * Removes the state of alerts that is past its time, once a day. Open alerts stay. A day of findings is marked as swept
 * before the first of its records goes, and for good, so that a finding given again makes no second alert; an alert goes
 * only after every day it has findings of. Killed at any step, the next sweep goes on.
 */
export async function sweep(
  store: KeyValueStore,
  { alertsDays, messagesDays }: AlertRetention,
  nowMicros: number,
): Promise<Swept> {
  const last = await read<{ readonly atMicros: number }>(store, keys.lastSweep);
  if (last && Math.abs(nowMicros - last.atMicros) < DAY_MICROS) {
    return NOTHING;
  }
  const before = nowMicros - alertsDays * DAY_MICROS;
  const days = await sweepFates(store, before);
  const alerts = await sweepAlerts(store, before);
  const messages = await sweepMessages(store, before, nowMicros - messagesDays * DAY_MICROS);
  await store.put(keys.lastSweep, JSON.stringify({ atMicros: nowMicros }));
  return { days, alerts, messages };
}

/** Days that lie back, and whose findings were given as long ago: logs read in late keep their time. */
async function sweepFates(store: KeyValueStore, beforeMicros: number): Promise<number> {
  const end = new Date(beforeMicros / 1000).toISOString().slice(0, 10);
  const shards = new Map<string, string[]>();
  const recent = new Set<string>();
  for await (const { key, record } of readAll<readonly Fate[]>(store, keys.allFates)) {
    const day = dayIn(key);
    if (day >= end) {
      break;
    }
    shards.set(day, [...(shards.get(day) ?? []), key]);
    if (record.some(({ time, seenMicros = time * 1000 }) => seenMicros >= beforeMicros)) {
      recent.add(day);
    }
  }
  let swept = 0;
  for (const [day, found] of shards) {
    const before = await store.get(keys.sweptDay(day));
    if (recent.has(day) && !before) {
      continue;
    }
    swept += (await create(store, keys.sweptDay(day), {})) ? 1 : 0;
    for (const shard of found) {
      await store.remove(shard);
    }
  }
  return swept;
}

async function sweepAlerts(store: KeyValueStore, beforeMicros: number): Promise<number> {
  let removed = 0;
  for await (const { key, value, version } of store.list(keys.alerts)) {
    const alert = JSON.parse(value) as Alert;
    if (!isOpen(alert) && changedAt(alert) < beforeMicros && (await isForgotten(store, alert))) {
      removed += (await store.remove(key, version)) ? 1 : 0;
    }
  }
  return removed;
}

/** Whether none of its findings would be known if it came again: with one that is, the alert would be told of anew. */
async function isForgotten(store: KeyValueStore, { counts }: Alert): Promise<boolean> {
  for (const day of new Set(Object.keys(counts).map(dayIn))) {
    if (!(await store.get(keys.sweptDay(day)))) {
      return false;
    }
  }
  return true;
}

async function sweepMessages(store: KeyValueStore, deadBefore: number, sentBefore: number): Promise<number> {
  let removed = 0;
  for await (const { key, record, version } of entriesOf(store)) {
    const { status, alert, sentMicros, dueMicros } = record;
    const at = sentMicros ?? dueMicros;
    const isOver =
      status === 'dead'
        ? at < deadBefore
        : (status === 'sent' || status === 'summarised') &&
          at < sentBefore &&
          !(await isStillOpen(store, alert));
    if (isOver && (await store.remove(key, version))) {
      await store.remove(keys.deadMessage(record.key));
      removed += 1;
    }
  }
  return removed;
}

async function* entriesOf(store: KeyValueStore) {
  for await (const { key, value, version } of store.list(keys.messages)) {
    yield { key, version, record: JSON.parse(value) as Entry };
  }
}

/** How an alert ends is told to those who saw it open: so long, what they saw is kept. */
async function isStillOpen(store: KeyValueStore, uid: string | undefined): Promise<boolean> {
  const alert = uid === undefined ? undefined : await read<Alert>(store, keys.alert(uid));
  return alert !== undefined && isOpen(alert);
}

function isOpen({ state }: Alert): boolean {
  return state === 'open' || state === 'acknowledged';
}

function changedAt({ history }: Alert): number {
  return history.at(-1)?.atMicros ?? Number.NEGATIVE_INFINITY;
}

/** The day in the key of a record of fates. */
function dayIn(key: string): string {
  return key.slice(keys.allFates.length).split('/', 1)[0] ?? '';
}
