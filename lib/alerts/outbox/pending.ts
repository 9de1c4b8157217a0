import type { KeyValueStore } from '../../ports/key-value-store';
import { keys, read, readAll } from '../records';
import type { StormLimits } from '../storm';
import { GRACE_MICROS } from './digest';
import type { Entry } from './entry';

/** What the outbox still holds. */
export interface Pending {
  /** Messages to be sent, now or later. */
  readonly waiting: number;
  /** Messages held for a digest. */
  readonly held: number;
  /** Messages that were given up and nobody has looked at. */
  readonly dead: number;
  /** When the next of them can go, microseconds since the epoch. */
  readonly nextMicros?: number;
  /** Why the last attempts of those that wait failed: each channel's reasons once, some of them. */
  readonly reasons: readonly string[];
}

const MAX_REASONS = 10;

/** What is left to do after a round of sending, and when. */
export async function pendingIn(store: KeyValueStore, { digestSeconds }: StormLimits): Promise<Pending> {
  const times: number[] = [];
  const reasons = new Set<string>();
  let waiting = 0;
  for await (const { key } of readAll(store, keys.due)) {
    const entry = await read<Entry>(store, keys.message(key.slice(keys.due.length)));
    if (entry?.status === 'ready') {
      waiting += 1;
      times.push(Math.max(entry.dueMicros, entry.lease?.untilMicros ?? 0));
      if (entry.reason !== undefined && reasons.size < MAX_REASONS) {
        reasons.add(`${entry.channel}: ${entry.reason}`);
      }
    }
  }
  let held = 0;
  for await (const { key } of readAll(store, keys.held)) {
    const period = Number(key.slice(keys.held.length).split('/')[1]);
    held += 1;
    times.push((period + 1) * digestSeconds * 1_000_000 + GRACE_MICROS);
  }
  const nextMicros = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const dead = (await deadKeys(store)).length;
  return {
    waiting,
    held,
    dead,
    reasons: [...reasons],
    ...(Number.isFinite(nextMicros) ? { nextMicros } : {}),
  };
}

/** Keys of the messages that were given up, until somebody retries or discards them. */
export async function deadKeys(store: KeyValueStore): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of readAll(store, keys.dead)) {
    found.push(key.slice(keys.dead.length));
  }
  return found;
}
