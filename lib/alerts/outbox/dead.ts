import type { KeyValueStore } from '../../ports/key-value-store';
import { keys, read, update } from '../records';
import { index } from './enqueue';
import type { Entry } from './entry';
import { deadKeys } from './pending';

/** Messages that were given up, with the reason in each. */
export async function listDead(store: KeyValueStore): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const key of await deadKeys(store)) {
    const entry = await read<Entry>(store, keys.message(key));
    if (entry) {
      found.push(entry);
    }
  }
  return found;
}

/**
 * Sends a message that was given up again, under its old key, with all its attempts before it. Killed at any step it is
 * still on the list of the dead, or on the way; done again it changes nothing.
 */
export async function retryDead(store: KeyValueStore, key: string, nowMicros: number): Promise<void> {
  const entry = await update<Entry>(store, keys.message(key), (known) =>
    known?.status === 'dead' ? { ...known, status: 'ready', attempts: 0, dueMicros: nowMicros } : undefined,
  );
  if (entry) {
    await index(store, entry);
  }
  await store.remove(keys.deadMessage(key));
}

/** Takes a message off the list: somebody has seen to it otherwise. What it said is kept until it is swept. */
export async function discardDead(store: KeyValueStore, key: string): Promise<void> {
  await store.remove(keys.deadMessage(key));
}

/**
 * Does with all messages that were given up what a person asks: `retry` sends them again, `discard` takes them off the
 * list. Throws on anything else but undefined, which asks nothing.
 */
export async function seeToDead(store: KeyValueStore, asked: unknown, nowMicros: number): Promise<void> {
  if (asked === undefined) {
    return;
  }
  if (asked !== 'retry' && asked !== 'discard') {
    throw new Error(`dead: got ${JSON.stringify(asked)}; ask "retry" or "discard", or leave it out`);
  }
  for (const key of await deadKeys(store)) {
    await (asked === 'retry' ? retryDead(store, key, nowMicros) : discardDead(store, key));
  }
}
