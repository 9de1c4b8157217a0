import { sha256 } from '../../hash';
import { loadZstd } from '../../lake/parquet/zstd';
import type { BlobStore } from '../../ports/blob-store';
import type { SecurityLakeDestination } from '../destination';
import type { Carrier } from '../forward-messages';
import { type Line, OUTBOX_PREFIX, type ParcelPlace, unpack, unpackedBytes } from '../parcel';
import { quarantine } from '../refused';
import { type LakeFile, lakeFiles } from './files';

/** Bytes of JSON that are written together, for they are in memory at once. */
const GROUP_BYTES = 32 << 20;

export interface FileCarrierOptions {
  readonly store: BlobStore;
  readonly destination: SecurityLakeDestination;
  /** Writes a file to Security Lake. Throws when it was not taken. */
  readonly put: (file: LakeFile) => Promise<void>;
}

interface Parcel {
  readonly key: string;
  readonly lines: readonly Line[];
}

/**
 * Brings parcels to Security Lake, many to a file: it wants few and large ones. A parcel is deleted once all of its
 * events are in files; until then it comes again, and files of the same parcels are the same.
 */
export function fileCarrier(options: FileCarrierOptions): Carrier {
  return async (parcels, mayContinue) => {
    const notDone = new Map<string, string>();
    let [taken, refused] = [0, 0];
    let stopped: string | undefined;
    for await (const group of groupsOf(parcels, options.store, notDone)) {
      if (stopped === undefined && !mayContinue()) {
        stopped = 'out of time';
      }
      try {
        const carried = stopped === undefined ? await carry(group, options) : undefined;
        taken += carried?.taken ?? 0;
        refused += carried?.refused ?? 0;
      } catch (error) {
        stopped = error instanceof Error ? error.message : String(error);
      }
      if (stopped !== undefined) {
        for (const { key } of group) {
          notDone.set(key, stopped);
        }
      }
    }
    return { taken, refused, notDone };
  };
}

/** Parcels that are there, in groups; one that cannot be read is named with its reason, and keeps none back. */
async function* groupsOf(
  parcels: readonly ParcelPlace[],
  store: BlobStore,
  notDone: Map<string, string>,
): AsyncIterable<readonly Parcel[]> {
  let group: Parcel[] = [];
  let bytes = 0;
  for (const { key } of [...parcels].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    try {
      const body = await store.get(key);
      if (body === undefined) {
        continue;
      }
      group.push({ key, lines: unpack(body, key) });
      bytes += unpackedBytes(body);
    } catch (error) {
      notDone.set(key, error instanceof Error ? error.message : String(error));
    }
    if (bytes >= GROUP_BYTES) {
      yield group;
      [group, bytes] = [[], 0];
    }
  }
  if (group.length > 0) {
    yield group;
  }
}

async function carry(
  group: readonly Parcel[],
  { store, destination, put }: FileCarrierOptions,
): Promise<{ readonly taken: number; readonly refused: number }> {
  const name = sha256(group.map(({ key }) => key).join('\n')).slice(0, 24);
  const lines = group.flatMap((parcel) => parcel.lines);
  const { files, refused } = lakeFiles(lines, destination, name, await loadZstd());
  for (const file of files) {
    await put(file);
  }
  if (refused.length > 0) {
    await quarantine(
      store,
      `${OUTBOX_PREFIX}${destination.name}/files-${name.slice(0, 16)}.ndjson.gz`,
      refused,
    );
  }
  for (const { key } of group) {
    await store.delete(key);
  }
  return { taken: files.reduce((sum, { events }) => sum + events, 0), refused: refused.length };
}
