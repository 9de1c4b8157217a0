import { encodeRecord, keys, readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import type { Clock } from '../ports/clock';
import { objectCreated } from './object-event';
import { isInFolder } from './raw-folders';
import { memberOf, type RawObject } from './raw-object';
import { type Listed, sweepFolders, type Window } from './sweep-folders';

/** A raw bucket, as the sweep sees it. */
export interface RawListing {
  readonly bucket: string;
  /** Where logs begin: `AWSLogs/`, or the empty text for the whole bucket. */
  readonly root: string;
  /** Folders of what is parsed or counted; objects elsewhere are left where they are. */
  readonly folders: readonly string[];
  list(prefix: string): AsyncIterable<Listed>;
  /** The current version of an object; undefined when it is gone. */
  version(key: string): Promise<string | undefined>;
}

export interface ReconcileContext {
  readonly lake: BlobStore;
  readonly clock: Clock;
  /** Sends messages to the queue whose reader puts their objects into the lake. */
  readonly enqueue: (bodies: readonly string[]) => Promise<void>;
}

/** What a sweep saw, and how much of it nobody had told of. */
export interface Reconciled {
  readonly seen: number;
  readonly missed: number;
}

const MINUTE_MICROS = 60_000_000;
/** What is younger may still be on its way. */
const GRACE_MICROS = 15 * MINUTE_MICROS;
/** How far back the first sweep looks. */
const FIRST_MICROS = 24 * 60 * MINUTE_MICROS;
/** S3 lists whole seconds; machines' clocks differ. */
const OVERLAP_MICROS = 5 * MINUTE_MICROS;
const PARALLEL = 16;

const recordKey = (bucket: string) => `state/reconcile/${bucket}.json`;

/**
 * Tells again of raw objects that no batch has claimed, since the last sweep that ended: events of S3 may be missed.
 * An object told of twice is written once. Throws when the bucket cannot be listed; the next sweep then begins where
 * this one did.
 */
export async function reconcile(raw: RawListing, context: ReconcileContext): Promise<Reconciled> {
  const { lake, clock } = context;
  const to = clock.nowMicros() - GRACE_MICROS;
  const last = await readRecord<{ readonly untilMicros: number }>(lake, recordKey(raw.bucket));
  const window: Window = { from: (last?.untilMicros ?? to - FIRST_MICROS) - OVERLAP_MICROS, to };
  let [seen, missed] = [0, 0];
  let group: RawObject[] = [];
  const flush = async () => {
    const found = await Promise.all(group.map((one) => unclaimed(one, raw, lake)));
    const bodies = found.filter((one) => one !== undefined).map(objectCreated);
    group = [];
    missed += bodies.length;
    if (bodies.length > 0) {
      await context.enqueue(bodies);
    }
  };
  for await (const { key, bytes, storedMicros } of sweepFolders(raw.list, raw.root, window)) {
    if (!isInFolder(key, raw.folders)) {
      continue;
    }
    seen += 1;
    group.push({ bucket: raw.bucket, key, bytes, storedMicros, versionId: 'null' });
    if (group.length === PARALLEL) {
      await flush();
    }
  }
  await flush();
  await lake.put(recordKey(raw.bucket), encodeRecord({ untilMicros: to }));
  return { seen, missed };
}

/** The object with its version, when no batch has claimed that. */
async function unclaimed(
  listed: RawObject,
  raw: RawListing,
  lake: BlobStore,
): Promise<RawObject | undefined> {
  const versionId = await raw.version(listed.key);
  if (versionId === undefined) {
    return undefined;
  }
  const object = { ...listed, versionId };
  return (await lake.get(keys.claim(memberOf(object).input))) ? undefined : object;
}
