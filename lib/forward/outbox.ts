import type { RowSink } from '../lake/batch/process';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';
import { FINDINGS, type ForwardDestination, takes } from './destination';
import { lineText, putParcel } from './parcel';

/** Characters of JSON in a parcel: what one run of a receiver takes in seconds. */
const PARCEL_LENGTH = 16 << 20;

const handedOverKey = (destination: string, batch: string) => `state/forwarded/${destination}/${batch}`;

/**
 * The rows of a batch that are forwarded, into the outbox: parcels first, then a record that the batch was handed over.
 * A batch that is driven again before that hands the same lines over again, for a receiver to tell by their uids; one
 * that is driven again after it (a replay, perhaps under other rules) hands over nothing, unless the record is deleted.
 *
 * @param parcelLength characters of JSON in a parcel
 */
export async function openOutbox(
  store: BlobStore,
  destinations: readonly ForwardDestination[],
  batch: string,
  parcelLength = PARCEL_LENGTH,
): Promise<RowSink> {
  const open = await Promise.all(
    destinations.map(async (destination) =>
      (await store.get(handedOverKey(destination.name, batch))) === undefined
        ? [new Packer(store, destination, { batch, parcelLength })]
        : [],
    ),
  );
  const packers = open.flat();
  return {
    row: ({ event, source }, kind) => {
      const from = kind === 'finding' ? FINDINGS : source;
      // Findings of informational rules are for reading in the lake: there may be one for every event.
      if (kind === 'finding' && event.is_alert === false) {
        return;
      }
      for (const packer of packers) {
        packer.add(from, event);
      }
    },
    drain: () => each(packers, (packer) => packer.drain()),
    close: () => each(packers, (packer) => packer.close()),
  };
}

/** Packs one destination's lines. The same rows in the same order give the same parcels, whenever it is drained. */
class Packer {
  private lines: string[] = [];
  private length = 0;
  private full: string[] = [];
  private part = 0;

  constructor(
    private readonly store: BlobStore,
    private readonly destination: ForwardDestination,
    private readonly options: { readonly batch: string; readonly parcelLength: number },
  ) {}

  add(source: string, event: OcsfEvent): void {
    if (!takes(this.destination, source, event.class_uid)) {
      return;
    }
    const line = lineText({ source, event });
    if (this.length > 0 && this.length + line.length > this.options.parcelLength) {
      this.seal();
    }
    this.lines.push(line);
    this.length += line.length;
  }

  async drain(): Promise<void> {
    const full = this.full;
    this.full = [];
    for (const lines of full) {
      await putParcel(this.store, this.destination.name, `${this.options.batch}-${this.part}`, lines);
      this.part += 1;
    }
  }

  async close(): Promise<void> {
    if (this.length > 0) {
      this.seal();
    }
    await this.drain();
    await this.store.put(handedOverKey(this.destination.name, this.options.batch), new Uint8Array(0));
  }

  private seal(): void {
    this.full.push(this.lines.join(''));
    this.lines = [];
    this.length = 0;
  }
}

async function each<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(act));
}
