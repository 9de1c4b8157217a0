import type { KeyValueStore, VersionedValue } from '../../ports/key-value-store';

/** State for the length of one computation: what is kept is the result, not the state. */
export function createMemoryStore(): KeyValueStore {
  const values = new Map<string, VersionedValue>();
  let writes = 0;
  const write = (key: string, value: string): true => {
    writes++;
    values.set(key, { key, value, version: String(writes) });
    return true;
  };
  return {
    get: async (key) => values.get(key),
    put: async (key, value) => {
      write(key, value);
    },
    putIfAbsent: async (key, value) => !values.has(key) && write(key, value),
    replace: async (key, value, version) => values.get(key)?.version === version && write(key, value),
    remove: async (key, version) => {
      const found = values.get(key);
      const agreed = version === undefined || found === undefined || found.version === version;
      if (agreed) {
        values.delete(key);
      }
      return agreed;
    },
    list: (prefix) => listed(values, prefix),
  };
}

async function* listed(
  values: ReadonlyMap<string, VersionedValue>,
  prefix: string,
): AsyncIterable<VersionedValue> {
  const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
  for (const key of keys) {
    const value = values.get(key);
    if (value) {
      yield value;
    }
  }
}
