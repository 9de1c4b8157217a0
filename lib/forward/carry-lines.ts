import type { BlobStore } from '../ports/blob-store';
import { type DeliverContext, type Delivered, deliver } from './deliver';
import type { Carrier } from './forward-messages';
import { lineText, type ParcelPlace, putParcel, unpack } from './parcel';
import type { Receiver } from './receiver';
import { quarantine } from './refused';

export interface LineCarrierOptions {
  readonly store: BlobStore;
  readonly receiver: Receiver;
  readonly pause: DeliverContext['pause'];
}

/**
 * Brings parcels to a receiver that takes events, one parcel after another. Once the receiver does not take any more,
 * the parcels after it are not tried: they come again when it may.
 */
export function lineCarrier({ store, receiver, pause }: LineCarrierOptions): Carrier {
  return async (parcels, mayContinue) => {
    const notDone = new Map<string, string>();
    let [taken, refused] = [0, 0];
    let stopped: string | undefined;
    for (const place of parcels) {
      if (stopped !== undefined || !mayContinue()) {
        notDone.set(place.key, stopped ?? 'out of time');
        continue;
      }
      try {
        const delivered = await carry(place, { store, receiver, deliver: { mayContinue, pause } });
        taken += delivered?.taken ?? 0;
        refused += delivered?.refused.length ?? 0;
        stopped = delivered?.reason;
        if (delivered !== undefined && isUntouched(delivered)) {
          notDone.set(place.key, stopped ?? 'out of time');
        }
      } catch (error) {
        notDone.set(place.key, error instanceof Error ? error.message : String(error));
      }
    }
    return { taken, refused, notDone };
  };
}

const isUntouched = ({ taken, refused, left }: Delivered) =>
  left.length > 0 && taken === 0 && refused.length === 0;

/** What became of a parcel; undefined when it is gone. Whatever was not sent of it is a parcel of its own afterwards. */
async function carry(
  { key, destination, name }: ParcelPlace,
  options: { readonly store: BlobStore; readonly receiver: Receiver; readonly deliver: DeliverContext },
): Promise<Delivered | undefined> {
  const { store } = options;
  const body = await store.get(key);
  if (body === undefined) {
    return undefined;
  }
  const delivered = await deliver(unpack(body, key), options.receiver, options.deliver);
  if (isUntouched(delivered)) {
    return delivered;
  }
  if (delivered.refused.length > 0) {
    await quarantine(store, key, delivered.refused);
  }
  if (delivered.left.length > 0) {
    await putParcel(store, destination, name, delivered.left.map(lineText).join(''));
  }
  await store.delete(key);
  return delivered;
}
