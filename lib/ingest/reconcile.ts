import { encodeRecord, keys, readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import type { Clock } from '../ports/clock';
import { objectCreated } from './object-event';
import { isInFolder } from './raw-folders';
import { memberOf, type RawObject } from './raw-object';
import { type Listed, sweepFolders, type Window } from './sweep-folders';
import { leaveNote, type UnclaimedObject } from './sweep-note';

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
/** Unclaimed objects that a note names: some MB. A metric counts them all, and calls people long before. */
const NOTED = 50_000;

const recordKey = (bucket: string) => `state/reconcile/${bucket}.json`;

/**
 * Tells again of raw objects that no batch has claimed, since the last sweep that ended: events of S3 may be missed.
 * An object told of twice is written once. Leaves a note of what it saw. Throws when the bucket cannot be listed; the
 * next sweep then begins where this one did.
 */
export async function reconcile(raw: RawListing, context: ReconcileContext): Promise<Reconciled> {
  const { lake, clock } = context;
  const to = clock.nowMicros() - GRACE_MICROS;
  const last = await readRecord<{ readonly untilMicros: number }>(lake, recordKey(raw.bucket));
  const window: Window = { from: (last?.untilMicros ?? to - FIRST_MICROS) - OVERLAP_MICROS, to };
  const sweep = new Sweep(raw, context);
  for await (const { key, bytes, storedMicros } of sweepFolders(raw.list, raw.root, window)) {
    if (isInFolder(key, raw.folders)) {
      await sweep.take({ bucket: raw.bucket, key, bytes, storedMicros, versionId: 'null' });
    }
  }
  await sweep.flush();
  const { seen, missed, batches, unclaimed } = sweep;
  await leaveNote(lake, { bucket: raw.bucket, untilMicros: to, batches: [...batches], unclaimed });
  await lake.put(recordKey(raw.bucket), encodeRecord({ untilMicros: to }));
  return { seen, missed };
}

/** What one sweep has seen so far; objects are looked at side by side. */
class Sweep {
  seen = 0;
  missed = 0;
  readonly batches = new Set<string>();
  readonly unclaimed: UnclaimedObject[] = [];
  private group: RawObject[] = [];

  constructor(
    private readonly raw: RawListing,
    private readonly context: ReconcileContext,
  ) {}

  async take(object: RawObject): Promise<void> {
    this.seen += 1;
    this.group.push(object);
    if (this.group.length === PARALLEL) {
      await this.flush();
    }
  }

  async flush(): Promise<void> {
    const claims = await Promise.all(this.group.map((one) => claimOf(one, this.raw, this.context.lake)));
    this.group = [];
    const free: RawObject[] = [];
    for (const claim of claims.filter((one) => one !== undefined)) {
      if ('batch' in claim) {
        this.batches.add(claim.batch);
      } else {
        free.push(claim.object);
        this.note(claim);
      }
    }
    this.missed += free.length;
    if (free.length > 0) {
      await this.context.enqueue(free.map(objectCreated));
    }
  }

  private note({ object, input }: Unclaimed): void {
    if (this.unclaimed.length < NOTED) {
      this.unclaimed.push({ key: object.key, input });
    }
  }
}

interface Unclaimed {
  readonly object: RawObject;
  readonly input: string;
}

/** The batch that has an object's current version, or that version where none has; undefined for one that is gone. */
async function claimOf(
  listed: RawObject,
  raw: RawListing,
  lake: BlobStore,
): Promise<{ readonly batch: string } | Unclaimed | undefined> {
  const versionId = await raw.version(listed.key);
  if (versionId === undefined) {
    return undefined;
  }
  const object = { ...listed, versionId };
  const { input } = memberOf(object);
  const claim = await lake.get(keys.claim(input));
  return claim === undefined ? { object, input } : { batch: new TextDecoder().decode(claim) };
}
