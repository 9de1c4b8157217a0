/** A map that forgets: it holds at most twice `limit` entries, those used lately among them. */
export interface BoundedCache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  readonly size: number;
}

/**
 * A cache of two generations: what was not used while `limit` other entries came in is dropped with its generation.
 * Cheaper than an LRU list (a hit costs one look-up) and as bounded. `undefined` is no value it can hold.
 */
export function boundedCache<Key, Value>(limit: number): BoundedCache<Key, Value> {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();

  const set = (key: Key, value: Value): void => {
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) {
        return value;
      }
      const kept = old.get(key);
      if (kept !== undefined) {
        set(key, kept);
      }
      return kept;
    },
    set,
    get size() {
      return young.size + old.size;
    },
  };
}
