import { chunksOf } from '../../chunks';
import { claimsOf } from '../../lake/batch/seal';
import { isReadable } from '../../ports/archive';
import type { BlobStore } from '../../ports/blob-store';
import { objectCreated } from '../object-event';
import { memberOf } from '../raw-object';
import type { Window } from '../sweep-folders';
import { daysOf, type RawVersions, rawVersionsOf } from './raw-version';

export interface ReplayScope {
  readonly raw: readonly RawVersions[];
  /** When the raw objects were stored. */
  readonly range: Window;
  /** Folders of raw keys of the sources wanted. */
  readonly folders: readonly string[];
}

export interface FindContext {
  /** Where the claims are. */
  readonly lake: BlobStore;
  /** Sends word of objects that no batch has, as if they had just been stored; @default nobody is told */
  readonly enqueue?: (bodies: readonly string[]) => Promise<void>;
}

/** What one day's part of a range holds. */
export interface FoundBatches {
  readonly part: Window;
  readonly objects: number;
  readonly bytes: number;
  /** Batches that can be made again: none of their objects found here is archived. */
  readonly batches: readonly string[];
  /** Batches and objects that wait for objects to be restored. */
  readonly archived: { readonly objects: number; readonly bytes: number; readonly batches: number };
  /** Objects that no batch had. */
  readonly unclaimed: number;
}

const CHUNK = 1000;

/** The batches that hold the raw objects of a range, a day at a time: a day's batch ids are what is held at once. */
export async function* findBatches(scope: ReplayScope, context: FindContext): AsyncIterable<FoundBatches> {
  for (const part of daysOf(scope.range)) {
    yield await findIn(part, scope, context);
  }
}

async function findIn(part: Window, scope: ReplayScope, context: FindContext): Promise<FoundBatches> {
  const sum = { objects: 0, bytes: 0, unclaimed: 0 };
  const archived = { objects: 0, bytes: 0 };
  /** By id, whether all its objects can be read. */
  const batches = new Map<string, boolean>();
  for (const raw of scope.raw) {
    for await (const chunk of chunksOf(rawVersionsOf(raw, part, scope.range, scope.folders), CHUNK)) {
      const objects = chunk.map((one) => ({ ...one, bucket: raw.bucket }));
      const claims = await claimsOf(context.lake, objects.map(memberOf));
      for (const [index, object] of objects.entries()) {
        const batch = claims[index];
        sum.objects += 1;
        sum.bytes += object.bytes;
        archived.objects += isReadable(object) ? 0 : 1;
        archived.bytes += isReadable(object) ? 0 : object.bytes;
        if (batch !== undefined) {
          batches.set(batch, (batches.get(batch) ?? true) && isReadable(object));
        }
      }
      const free = objects.filter((object, index) => claims[index] === undefined && isReadable(object));
      sum.unclaimed += free.length;
      if (free.length > 0) {
        await context.enqueue?.(free.map(objectCreated));
      }
    }
  }
  const ready = [...batches].flatMap(([batch, readable]) => (readable ? [batch] : []));
  return {
    part,
    ...sum,
    batches: ready,
    archived: { ...archived, batches: batches.size - ready.length },
  };
}
