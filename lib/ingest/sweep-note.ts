import { encodeRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';

/**
 * What a sweep of a raw bucket leaves for whoever watches the ledger: the batches that have the objects it saw, and
 * the objects that none had. With it nobody has to look through all the lake for what is new in it.
 */
export interface SweepNote {
  readonly bucket: string;
  /** Objects stored until then were seen, microseconds since the epoch. */
  readonly untilMicros: number;
  readonly batches: readonly string[];
  readonly unclaimed: readonly UnclaimedObject[];
}

export interface UnclaimedObject {
  readonly key: string;
  /** Its identity, by which a batch claims it. */
  readonly input: string;
}

export const SWEPT_PREFIX = 'state/reconcile/swept/';

/** In the order of time, whatever the bucket. */
export async function leaveNote(lake: BlobStore, note: SweepNote): Promise<void> {
  const at = new Date(note.untilMicros / 1000).toISOString().replaceAll(/[-:.]/g, '');
  await lake.put(`${SWEPT_PREFIX}${at}-${note.bucket}.json`, encodeRecord(note));
}
