import type { KeyValueStore } from '../../ports/key-value-store';
import { LEVELS } from '../../sigma/rule';
import { composeDigest } from '../compose-digest';
import { create, keys, read, readAll, update } from '../records';
import { periodOf, type StormLimits } from '../storm';
import { index } from './enqueue';
import { digestKey, type Entry, type HeldLine } from './entry';

/** Writers that were about to hold a message for a period get this long after its end. */
export const GRACE_MICROS = 60_000_000;
/** Far longer than a digest takes to make: two at once could each leave out what the other has. */
const LEASE_MICROS = 600_000_000;

/** Messages held for one channel in one period; the keys alone are in memory. */
interface Period {
  readonly channel: string;
  readonly period: number;
  readonly held: readonly string[];
}

/**
 * Makes one message of everything a channel's limit held back in a period that is over. A message is counted in one
 * digest: each is marked with its digest before the digest exists, and taken off the list after. One that came to a
 * period whose digest was made already goes to the current one.
 */
export async function makeDigests(
  store: KeyValueStore,
  storm: StormLimits,
  nowMicros: number,
): Promise<number> {
  const open = periodOf(nowMicros - GRACE_MICROS, storm);
  let made = 0;
  for (const { channel, period, held } of await overdue(store, open)) {
    const key = digestKey(channel, period);
    if (!(await takeLease(store, key, nowMicros))) {
      continue;
    }
    const known = await read<Entry>(store, keys.message(key));
    if (!known) {
      const lines = await markHeld(store, held, key);
      const [first] = lines;
      if (first) {
        const message = composeDigest(key, lines, first);
        const entry: Entry = { key, channel, status: 'ready', message, attempts: 0, dueMicros: nowMicros };
        made += (await create(store, keys.message(key), entry)) ? 1 : 0;
      }
    }
    const digest = await read<Entry>(store, keys.message(key));
    if (digest) {
      await index(store, digest);
    }
    await clear(store, { channel, period, held }, periodOf(nowMicros, storm));
    await store.remove(keys.digestLease(key));
  }
  return made;
}

/** Whether the digest is ours to make; one whose maker died is again after a while. */
async function takeLease(store: KeyValueStore, digest: string, nowMicros: number): Promise<boolean> {
  let granted = false;
  await update<{ readonly untilMicros: number }>(store, keys.digestLease(digest), (known) => {
    granted = known === undefined || known.untilMicros <= nowMicros;
    return granted ? { untilMicros: nowMicros + LEASE_MICROS } : undefined;
  });
  return granted;
}

async function overdue(store: KeyValueStore, open: number): Promise<Period[]> {
  const periods = new Map<string, { channel: string; period: number; held: string[] }>();
  for await (const { key } of readAll(store, keys.held)) {
    const [channel = '', period = '', held = ''] = key.slice(keys.held.length).split('/');
    if (Number(period) < open) {
      const name = `${channel}/${period}`;
      const found = periods.get(name) ?? {
        channel: decodeURIComponent(channel),
        period: Number(period),
        held: [],
      };
      found.held.push(held);
      periods.set(name, found);
    }
  }
  return [...periods.values()];
}

async function markHeld(store: KeyValueStore, held: readonly string[], digest: string): Promise<HeldLine[]> {
  const lines: HeldLine[] = [];
  for (const key of held) {
    const entry = await update<Entry>(store, keys.message(key), (known) =>
      known?.status === 'held' ? { ...known, status: 'summarised', digest } : undefined,
    );
    if (entry?.digest === digest && entry.line) {
      lines.push(entry.line);
    }
  }
  return lines.sort((a, b) => LEVELS.indexOf(b.severity) - LEVELS.indexOf(a.severity) || b.time - a.time);
}

/** Takes the period's messages off the list; what came after the digest was made goes to the current period. */
async function clear(
  store: KeyValueStore,
  { channel, period, held }: Period,
  current: number,
): Promise<void> {
  for (const key of held) {
    const entry = await read<Entry>(store, keys.message(key));
    if (entry?.status === 'held') {
      await update<Entry>(store, keys.message(key), (known) => known && { ...known, period: current });
      await create(store, keys.heldMessage(channel, current, key), {});
    }
    await store.remove(keys.heldMessage(channel, period, key));
  }
}
