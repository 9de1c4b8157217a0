import type { Clock } from '../../ports/clock';
import type { KeyValueStore } from '../../ports/key-value-store';
import type { Delivery, Notifier } from '../../ports/notifier';
import { create, keys, readAll, update } from '../records';
import { thrown } from '../send/thrown';
import { settleAll } from '../settle';
import { makeDigests } from './digest';
import type { OutboxContext } from './enqueue';
import type { Due, Entry } from './entry';

export interface DispatchContext extends OutboxContext {
  readonly clock: Clock;
  readonly notifier: Notifier;
  /** Names this worker in leases; another for each. */
  readonly worker: string;
  /** Seconds a message is one worker's: longer than the notifier can take for one. @default 120 */
  readonly leaseSeconds?: number;
  /** Attempts before a message is given up: the default comes to four hours of a channel that fails. @default 24 */
  readonly maxAttempts?: number;
}

export interface Dispatched {
  readonly sent: number;
  /** To be tried again. */
  readonly failed: number;
  /** Given up: listed with the reason, for a person. */
  readonly dead: number;
  readonly digests: number;
}

/**
 * One round of sending: steps that a crash left without messages, digests that are due, then every message that is due.
 * A message is leased before it is sent and recorded after, so it is sent at least once, by one worker at a time, under
 * one idempotency key; only a crash in between sends it again. Channels go side by side: one that hangs delays no other.
 */
export async function dispatch(context: DispatchContext): Promise<Dispatched> {
  const { store, storm, clock } = context;
  await settleAll(context, clock.nowMicros());
  const digests = await makeDigests(store, storm, clock.nowMicros());
  const done = { sent: 0, failed: 0, dead: 0, digests };
  const lanes = new Map<string, string[]>();
  for await (const { key, record } of readAll<Due>(store, keys.due)) {
    const channel = record.channel ?? '';
    const lane = lanes.get(channel) ?? [];
    lane.push(key.slice(keys.due.length));
    lanes.set(channel, lane);
  }
  const ends = await Promise.allSettled([...lanes.values()].map((lane) => deliverAll(lane, context, done)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  return done;
}

async function deliverAll(
  lane: readonly string[],
  context: DispatchContext,
  done: { sent: number; failed: number; dead: number },
): Promise<void> {
  for (const key of lane) {
    const outcome = await deliver(key, context);
    if (outcome) {
      done[outcome] += 1;
    }
  }
}

export const MAX_ATTEMPTS = 24;

async function deliver(
  key: string,
  context: DispatchContext,
): Promise<'sent' | 'failed' | 'dead' | undefined> {
  const { store, clock, notifier, worker, leaseSeconds = 120, maxAttempts = MAX_ATTEMPTS } = context;
  const found = await store.get(keys.message(key));
  const entry = found && (JSON.parse(found.value) as Entry);
  if (found === undefined || entry?.status !== 'ready' || !entry.message) {
    await settleAside(store, key, entry);
    return undefined;
  }
  const now = clock.nowMicros();
  if (entry.dueMicros > now || (entry.lease && entry.lease.untilMicros > now)) {
    return undefined;
  }
  const attempts = entry.attempts + 1;
  const lease = { worker, untilMicros: now + leaseSeconds * 1_000_000 };
  if (attempts > maxAttempts) {
    const reason = `given up after ${entry.attempts} attempts; the last: ${entry.reason ?? 'ended without an answer'}`;
    return bury(store, key, { ...entry, reason }, found.version);
  }
  const leased: Entry = { ...entry, attempts, lease, reason: undefined };
  if (!(await store.replace(keys.message(key), JSON.stringify(leased), found.version))) {
    return undefined;
  }
  const { channel, message, delivered } = entry;
  const notification = { channel, idempotencyKey: key, message, ...(delivered && { delivered }) };
  const delivery = await notifier.send(notification).catch(thrown);
  return record(key, leased, delivery, context);
}

/** Writes down what came of an attempt; a failure only while the message is still ours: the lease may have run out. */
async function record(
  key: string,
  leased: Entry,
  delivery: Delivery,
  { store, clock, maxAttempts = MAX_ATTEMPTS }: DispatchContext,
): Promise<'sent' | 'failed' | 'dead' | undefined> {
  const now = clock.nowMicros();
  if (delivery.outcome === 'sent') {
    return recordSent(store, key, now);
  }
  const found = await store.get(keys.message(key));
  const known = found && (JSON.parse(found.value) as Entry);
  if (!found || known?.status !== 'ready' || known.attempts !== leased.attempts) {
    return undefined;
  }
  const delivered = delivery.delivered && { delivered: delivery.delivered };
  if (delivery.outcome === 'refuse' || leased.attempts >= maxAttempts) {
    const reason =
      delivery.outcome === 'refuse'
        ? `refused: ${delivery.reason}`
        : `given up after ${leased.attempts} attempts; the last: ${delivery.reason}`;
    return bury(store, key, { ...leased, reason, ...delivered }, found.version);
  }
  const dueMicros = now + waitSeconds(leased.attempts, delivery.afterSeconds) * 1_000_000;
  const again: Entry = { ...leased, dueMicros, lease: undefined, reason: delivery.reason, ...delivered };
  await store.replace(keys.message(key), JSON.stringify(again), found.version);
  return 'failed';
}

/** It is out, whoever's it is by now: nobody need send it again. */
async function recordSent(store: KeyValueStore, key: string, nowMicros: number): Promise<'sent'> {
  await update<Entry>(store, keys.message(key), (known) =>
    known?.status === 'ready' || known?.status === 'dead'
      ? { ...known, status: 'sent', sentMicros: nowMicros, lease: undefined, reason: undefined }
      : undefined,
  );
  await store.remove(keys.dueMessage(key));
  await store.remove(keys.deadMessage(key));
  return 'sent';
}

const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 900;

/** Doubles with each attempt; longer where the channel asks for it, but never past a day. */
function waitSeconds(attempts: number, asked = 0): number {
  const doubled = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempts - 1));
  return Math.min(86_400, Math.max(doubled, asked));
}

async function bury(
  store: KeyValueStore,
  key: string,
  entry: Entry,
  version: string,
): Promise<'dead' | undefined> {
  const dead: Entry = { ...entry, status: 'dead', lease: undefined };
  if (!(await store.replace(keys.message(key), JSON.stringify(dead), version))) {
    return undefined;
  }
  await settleAside(store, key, dead);
  return 'dead';
}

/** Takes a message that is no longer to be sent off the list of those that are; what is dead gets on its own list. */
async function settleAside(store: KeyValueStore, key: string, entry: Entry | undefined): Promise<void> {
  if (entry?.status === 'dead') {
    await create(store, keys.deadMessage(key), {});
  }
  await store.remove(keys.dueMessage(key));
}
