import { objectCreated } from '../ingest/object-event';
import type { Listed, StoredObject } from '../ingest/sweep-folders';
import { OUTBOX_PREFIX, parcelPlace } from './parcel';

export interface Outbox {
  /** Bucket of the lake. */
  readonly bucket: string;
  list(prefix: string): AsyncIterable<Listed>;
  /** Sends messages to the queue of a destination. */
  enqueue(destination: string, bodies: readonly string[]): Promise<void>;
}

const HOUR_MICROS = 3_600_000_000;

/**
 * Tells again of parcels that were stored in the hour before the last one and are still there: notifications of S3 may be
 * missed. Every hour is looked at once, so that a receiver that is away for long does not pile messages up.
 *
 * @param nowMicros of the schedule
 * @returns how many parcels were told of
 */
export async function sweepOutbox(
  outbox: Outbox,
  destinations: readonly string[],
  nowMicros: number,
): Promise<number> {
  const to = Math.floor(nowMicros / HOUR_MICROS) * HOUR_MICROS - HOUR_MICROS;
  let told = 0;
  for (const destination of destinations) {
    let bodies: string[] = [];
    for await (const one of outbox.list(`${OUTBOX_PREFIX}${destination}/`)) {
      if (isDue(one, to)) {
        const { key, bytes, storedMicros } = one;
        bodies.push(objectCreated({ bucket: outbox.bucket, key, versionId: 'null', bytes, storedMicros }));
      }
      if (bodies.length === ENOUGH) {
        await outbox.enqueue(destination, bodies);
        told += bodies.length;
        bodies = [];
      }
    }
    await outbox.enqueue(destination, bodies);
    told += bodies.length;
  }
  return told;
}

const ENOUGH = 100;

function isDue(one: Listed, to: number): one is StoredObject {
  return (
    one.kind === 'object' &&
    one.storedMicros >= to - HOUR_MICROS &&
    one.storedMicros < to &&
    parcelPlace(one.key) !== undefined
  );
}
