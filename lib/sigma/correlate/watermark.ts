import type { KeyValueStore } from '../../ports/key-value-store';

const SECOND = 1_000_000;

/** How far event time has come, less the allowance for events that come late. Shared by all workers of a store. */
export interface Watermark {
  /** Microseconds; events before it are late. `-Infinity` before the first event. */
  read(): Promise<number>;
  /** Notes that an event of this time was seen. It never goes back. */
  raise(timeMicros: number): Promise<void>;
}

/**
 * A watermark kept in the store, in whole seconds, so that it is written at most once a second of event time. What is
 * read may be behind another worker's: that only lets events in that are late.
 */
export function createWatermark(store: KeyValueStore, key: string, latenessMicros: number): Watermark {
  let known: number | undefined;
  const read = async () => {
    if (known === undefined) {
      const found = await store.get(key);
      known = found ? Number(found.value) : Number.NEGATIVE_INFINITY;
    }
    return known;
  };
  const raise = async (timeMicros: number) => {
    const wanted = Math.floor((timeMicros - latenessMicros) / SECOND) * SECOND;
    while (wanted > (await read())) {
      const found = await store.get(key);
      const stored = found ? Number(found.value) : Number.NEGATIVE_INFINITY;
      const text = String(wanted);
      const written =
        stored < wanted &&
        (found ? await store.replace(key, text, found.version) : await store.putIfAbsent(key, text));
      known = written ? wanted : Math.max(stored, await read());
    }
  };
  return { read, raise };
}
