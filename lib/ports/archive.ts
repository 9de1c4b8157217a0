/** Where an object is when it cannot be read at once: S3 Glacier Flexible Retrieval, or Glacier Deep Archive. */
export type ArchiveClass = 'flexible' | 'deep';

/** How fast, and for how much, an archived object is brought back. */
export type RetrievalTier = 'bulk' | 'standard';

/** An object of a store in which some are archived. */
export interface KeptObject {
  readonly key: string;
  /** Absent where the store's current version is meant. */
  readonly versionId?: string;
  readonly bytes: number;
  /** Absent: it can be read at once. */
  readonly archived?: ArchiveClass;
  /** Of an archived object: whether there is a copy to read, for some days. */
  readonly copy: 'none' | 'coming' | 'there';
  /** When that copy goes again, microseconds since the epoch. */
  readonly copyUntilMicros?: number;
}

/** A store from which archived objects can be asked back. */
export interface Archive {
  /** What it is called by people: `s3://bucket`. */
  readonly name: string;
  /** All objects under a prefix. */
  list(prefix: string): AsyncIterable<KeptObject>;
  /**
   * Asks for a copy that can be read for some days; an object whose copy is there keeps it so many days from now.
   * Throws what the store said when it refuses.
   */
  restore(object: KeptObject, days: number, tier: RetrievalTier): Promise<'asked' | 'coming'>;
}

/** Whether an object can be read now. */
export function isReadable({ archived, copy }: Pick<KeptObject, 'archived' | 'copy'>): boolean {
  return archived === undefined || copy === 'there';
}
