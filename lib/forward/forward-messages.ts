import { parseObjectEvent } from '../ingest/object-event';
import type { Message, NotDone } from '../ingest/receive';
import { type ParcelPlace, parcelPlace } from './parcel';

/** What became of parcels: how many events were taken and refused, and why parcels have to come again, by their keys. */
export interface Carried {
  readonly taken: number;
  readonly refused: number;
  readonly notDone: ReadonlyMap<string, string>;
}

/** Brings parcels of one destination there. Never throws. */
export type Carrier = (parcels: readonly ParcelPlace[], mayContinue: () => boolean) => Promise<Carried>;

export interface Forwarded {
  readonly counts: readonly {
    readonly destination: string;
    readonly taken: number;
    readonly refused: number;
  }[];
  /** Messages that have to come again. */
  readonly notDone: readonly NotDone[];
}

interface Told {
  readonly messageId: string;
  readonly place: ParcelPlace;
}

/** Brings the parcels that messages tell of to their destinations. A parcel that is gone was brought before. */
export async function forwardMessages(
  messages: readonly Message[],
  carriers: ReadonlyMap<string, Carrier>,
  mayContinue: () => boolean,
): Promise<Forwarded> {
  const { told, unreadable } = read(messages, carriers);
  const counts: Forwarded['counts'][number][] = [];
  const notDone = new Map(unreadable.map((one) => [one.messageId, one]));
  for (const [destination, carrier] of carriers) {
    const own = told.filter(({ place }) => place.destination === destination);
    if (own.length === 0) {
      continue;
    }
    const places = new Map(own.map(({ place }) => [place.key, place]));
    const carried = await carrier([...places.values()], mayContinue);
    counts.push({ destination, taken: carried.taken, refused: carried.refused });
    for (const { messageId, place } of own) {
      const error = carried.notDone.get(place.key);
      if (error !== undefined) {
        notDone.set(messageId, { messageId, error });
      }
    }
  }
  return { counts, notDone: [...notDone.values()] };
}

function read(messages: readonly Message[], carriers: ReadonlyMap<string, Carrier>) {
  const told: Told[] = [];
  const unreadable: NotDone[] = [];
  for (const { messageId, body } of messages) {
    const objects = parseObjectEvent(body);
    if (!objects.ok) {
      unreadable.push({ messageId, error: objects.problem });
      continue;
    }
    for (const { key } of objects.value) {
      const place = parcelPlace(key);
      if (place !== undefined && carriers.has(place.destination)) {
        told.push({ messageId, place });
      } else {
        unreadable.push({ messageId, error: `${key}: is a parcel of no destination that is configured` });
      }
    }
  }
  return { told, unreadable };
}
