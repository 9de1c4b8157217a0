import { stringify } from '../json';
import type { BlobStore } from '../ports/blob-store';
import { type Line, packed } from './parcel';

/** An event that a receiver does not take, and why. */
export interface RefusedLine extends Line {
  readonly reason: string;
}

/**
 * Keeps refused events with their reasons, `quarantine/` before the key of their parcel. Such an object is a parcel
 * itself: copied back below `forward/` it is sent again.
 */
export async function quarantine(
  store: BlobStore,
  parcelKey: string,
  refused: readonly RefusedLine[],
): Promise<void> {
  const lines = refused.map(({ reason, source, event }) => `${stringify({ reason, source, event })}\n`);
  await store.put(`quarantine/${parcelKey}`, packed(lines.join('')));
}
