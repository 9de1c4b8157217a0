/** An object store: what S3, Blob Storage, Cloud Storage and a folder have in common. Keys use `/`. */
export interface BlobStore {
  /** The whole object, or undefined when there is none. For small objects (records, manifests). */
  get(key: string): Promise<Uint8Array | undefined>;
  /** The object in chunks; throws when there is none. */
  stream(key: string): AsyncIterable<Uint8Array>;
  /** Creates or replaces the object as a whole: a reader sees the old bytes or the new, never a part. */
  put(key: string, body: Uint8Array): Promise<void>;
  /** Creates the object unless there is one: true for exactly one of any number of concurrent callers. */
  putIfAbsent(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<boolean>;
  /** Deletes the object; no error when there is none. */
  delete(key: string): Promise<void>;
  /** All objects under a prefix, in key order. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
}
