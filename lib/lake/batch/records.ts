import { chunksOf } from '../../chunks';
import { eachLimited } from '../../each-limited';
import type { BlobStore } from '../../ports/blob-store';
import type { OutputFile } from '../partition-writer';
import type { Tally } from '../tally';

/** One input object of a batch, by its identity; the rest is what a person or the table wants to know of it. */
export interface Member {
  /** Identity: SHA-256 of the bytes on a laptop. */
  readonly input: string;
  /** Where the bytes are kept in the raw store. */
  readonly rawKey: string;
  readonly path: string;
  readonly bytes: number;
  /** When the raw object was stored, microseconds since the epoch. */
  readonly storedMicros: number;
}

/** What somebody intends to process together; written before any member is claimed, so that anyone can finish it. */
export interface Plan {
  readonly batch: string;
  readonly members: readonly Member[];
  /** Forced source for every member, or `auto`. */
  readonly source: string;
}

/** The sealed batch: just the members whose claim names it, and what the events were made with. Never changes. */
export interface Manifest extends Plan {
  readonly versions: Versions;
}

/** Everything besides the input bytes that decides the output bytes. */
export interface Versions {
  readonly release: string;
  readonly config: string;
  readonly rules: string;
  readonly reference: string;
  readonly tokenKey: string;
}

/** The last record of a batch: what it wrote and what became of every record. Put, never incremented. */
export interface Commit {
  readonly batch: string;
  readonly versions: Versions;
  readonly inputs: readonly InputCount[];
  readonly outputs: readonly OutputFile[];
  /** Key of the quarantine file; absent when every record found its place. */
  readonly quarantine?: string;
}

export interface InputCount extends Tally {
  readonly input: string;
  readonly path: string;
  /** What the input takes in the raw store; absent as `textBytes`. */
  readonly storedBytes?: number;
}

export const COMMITS_PREFIX = 'state/commits/';
export const MANIFESTS_PREFIX = 'state/manifests/';

export const keys = {
  plan: (batch: string) => `state/plans/${batch}.json`,
  claim: (input: string) => `state/claims/${input}`,
  manifest: (batch: string) => `${MANIFESTS_PREFIX}${batch}.json`,
  drives: (batch: string) => `state/drives/${batch}.json`,
  commit: (batch: string) => `${COMMITS_PREFIX}${batch}.json`,
  quarantine: (batch: string) => `quarantine/${batch}.ndjson`,
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeRecord(record: unknown): Uint8Array {
  return encoder.encode(`${JSON.stringify(record)}\n`);
}

/** A record of the state folder, or undefined when there is none. The records are written by this release or an older one. */
export async function readRecord<Kind>(store: BlobStore, key: string): Promise<Kind | undefined> {
  const bytes = await store.get(key);
  return bytes && (JSON.parse(decoder.decode(bytes)) as Kind);
}

/** Records read at once: in a bucket each takes some milliseconds, and a commit may have a megabyte. */
const ABREAST = 16;

/** All records under a prefix, in key order, some at once. */
export async function* readRecords<Kind>(store: BlobStore, prefix: string): AsyncIterable<Kind> {
  for await (const group of chunksOf(store.list(prefix), ABREAST)) {
    const records = await eachLimited(group, ABREAST, ({ key }) => readRecord<Kind>(store, key));
    yield* records.filter((record) => record !== undefined);
  }
}
