import type { BlobStore } from '../ports/blob-store';

/** A store that does what another does, but for some operations. */
export function overlay(store: BlobStore, over: Partial<BlobStore>): BlobStore {
  return {
    get: (key) => store.get(key),
    stream: (key) => store.stream(key),
    put: (key, body) => store.put(key, body),
    putIfAbsent: (key, body) => store.putIfAbsent(key, body),
    delete: (key) => store.delete(key),
    list: (prefix) => store.list(prefix),
    ...over,
  };
}
