import { isObject, type JsonObject, text } from '../json';
import { driveBatch, type ProcessBatch } from '../lake/batch/drive';
import {
  type Commit,
  encodeRecord,
  keys,
  type Manifest,
  readRecord,
  type Versions,
} from '../lake/batch/records';
import { finishBatch } from '../lake/batch/run';
import { summaryOf } from '../lake/commit-summary';
import type { BlobStore } from '../ports/blob-store';
import { fail, ok, type Result } from '../result';

/** A wish that a batch be made again from raw, under whatever release, configuration and rules are there by then. */
export interface Redrive {
  readonly batch: string;
  /** The replay that it is part of. */
  readonly replay: string;
  /** Tells one asking from another: what became of an earlier one is no answer to this. */
  readonly asked: string;
  /** Whether findings that nobody has been told of are raised as alerts. */
  readonly alerts: boolean;
}

/** What became of a batch in a replay. */
export interface Redriven {
  readonly asked: string;
  /** `unchanged`: it was made under the present versions before, so that there was nothing to do. */
  readonly outcome: 'driven' | 'unchanged' | 'failed';
  readonly events: number;
  readonly findings: number;
  readonly quarantined: number;
  /** Why it failed; it is tried again. */
  readonly error?: string;
}

const SOURCE = 'kumomori.replay';
// Both become part of keys.
const BATCH = /^[0-9a-f]{24}$/;
const REPLAY = /^[0-9A-Za-z-]{1,64}$/;

/** Where the outcomes of a replay are. */
export const REPLAYS_PREFIX = 'state/replays/';

export function redrivenKey({ replay, batch }: Pick<Redrive, 'replay' | 'batch'>): string {
  return `${REPLAYS_PREFIX}${replay}/${batch}.json`;
}

export function redriveMessage({ batch, ...rest }: Redrive): string {
  return JSON.stringify({ source: SOURCE, redrive: batch, ...rest });
}

/** What `redriveMessage` wrote; undefined for a message of another kind. */
export function parseRedrive(body: string): Result<Redrive> | undefined {
  const message = parsed(body);
  if (message?.source !== SOURCE) {
    return undefined;
  }
  const field = (name: string) => text(message[name]) ?? '';
  const [batch, replay, asked] = [field('redrive'), field('replay'), field('asked')];
  return BATCH.test(batch) && REPLAY.test(replay)
    ? ok({ batch, replay, asked, alerts: message.alerts !== false })
    : fail(`names no batch to be made again: ${body.slice(0, 200)}`);
}

/**
 * Makes a batch again and writes down what became of it. One that is committed under the present versions is left as it
 * is, so that a repeated message costs one look. Throws when it could not be made; then, too, that is written down.
 */
export async function redriveBatch(
  store: BlobStore,
  redrive: Redrive,
  versions: Versions,
  process: ProcessBatch,
): Promise<Commit | undefined> {
  const note = (redriven: Omit<Redriven, 'asked'>) =>
    store.put(redrivenKey(redrive), encodeRecord({ asked: redrive.asked, ...redriven } satisfies Redriven));
  try {
    const commit = await drive(store, redrive.batch, versions, process);
    const { events, findings, quarantined } = commit ? summaryOf(commit) : NONE;
    await note({ outcome: commit ? 'driven' : 'unchanged', events, findings, quarantined });
    return commit;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await note({ outcome: 'failed', ...NONE, error: reason });
    throw error;
  }
}

const NONE = { events: 0, findings: 0, quarantined: 0 };

/** The commit made now; undefined when that of before is the same. */
async function drive(
  store: BlobStore,
  batch: string,
  versions: Versions,
  process: ProcessBatch,
): Promise<Commit | undefined> {
  const commit = await readRecord<Commit>(store, keys.commit(batch));
  if (commit && JSON.stringify(commit.versions) === JSON.stringify(versions)) {
    return undefined;
  }
  const manifest = await readRecord<Manifest>(store, keys.manifest(batch));
  return manifest
    ? driveBatch(store, manifest, versions, process)
    : finishBatch(store, batch, versions, process);
}

function parsed(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
