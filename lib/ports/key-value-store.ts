/** A value and the version it had when it was read: what `replace` and `remove` compare. */
export interface VersionedValue {
  readonly key: string;
  /** Text, JSON as a rule, at most a few hundred kilobytes: what DynamoDB, Cosmos DB and Firestore take. */
  readonly value: string;
  /** Opaque; differs after every write. */
  readonly version: string;
}

/**
 * Small mutable state shared by concurrent workers: a DynamoDB, Cosmos DB or Firestore table, a folder. Each
 * operation is atomic; a sequence is made safe by versions: read, change, `replace`, and read again on false.
 */
export interface KeyValueStore {
  get(key: string): Promise<VersionedValue | undefined>;
  /** Creates or replaces, whatever is there. */
  put(key: string, value: string): Promise<void>;
  /** Creates the key unless it is there: true for exactly one of any number of concurrent callers. */
  putIfAbsent(key: string, value: string): Promise<boolean>;
  /** Replaces the value that has this version; false when another write came first, or the key is gone. */
  replace(key: string, value: string, version: string): Promise<boolean>;
  /** Deletes the key; with a version, only while it has it. False when that was not so; true when there was none. */
  remove(key: string, version?: string): Promise<boolean>;
  /** All keys with a prefix, in the order of their UTF-16 code units. A key written meanwhile may be missed. */
  list(prefix: string): AsyncIterable<VersionedValue>;
}
