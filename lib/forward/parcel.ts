import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256 } from '../hash';
import { isObject, stringify, text } from '../json';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';

/** The outbox of the lake: `forward/<destination>/<name>-<digest>.ndjson.gz`. */
export const OUTBOX_PREFIX = 'forward/';
const SUFFIX = '.ndjson.gz';
const DIGEST_LENGTH = 16;
/** More than any parcel that was packed here. */
const MAX_BYTES = 64 << 20;
const FAST = 3;

/** An event on its way to a destination. */
export interface Line {
  /** Id of the source that read it, or `findings`. */
  readonly source: string;
  readonly event: OcsfEvent;
}

/** An object of the outbox: lines that go to one destination. */
export interface ParcelPlace {
  readonly destination: string;
  /** What it was made from: a batch and the number of the part, or a finding. */
  readonly name: string;
  readonly key: string;
}

/** A line as a parcel keeps it. `event` is the JSON the lake's column `event` has. */
export function lineText({ source, event }: Line): string {
  return `{"source":${JSON.stringify(source)},"event":${stringify(event)}}\n`;
}

/**
 * Puts lines into the outbox. The key names their digest: the same lines are one object however often they are put, and
 * what is deleted once they were sent is never another text under the same key.
 */
export async function putParcel(
  store: BlobStore,
  destination: string,
  name: string,
  lines: string,
): Promise<void> {
  const digest = sha256(lines).slice(0, DIGEST_LENGTH);
  await store.put(`${OUTBOX_PREFIX}${destination}/${name}-${digest}${SUFFIX}`, packed(lines));
}

export function packed(lines: string): Uint8Array {
  return gzipSync(lines, { level: FAST });
}

/** The destination and name that a key of the outbox says; undefined for any other key. */
export function parcelPlace(key: string): ParcelPlace | undefined {
  const match = /^forward\/([a-z0-9-]+)\/([\w-]+)-[0-9a-f]{16}\.ndjson\.gz$/.exec(key);
  return match ? { destination: match[1] ?? '', name: match[2] ?? '', key } : undefined;
}

/** Bytes of a parcel's lines: what gzip says at its end. */
export function unpackedBytes(body: Uint8Array): number {
  return body.length < 4 ? 0 : Buffer.from(body).readUInt32LE(body.length - 4);
}

/** The lines of a parcel; throws, naming it, when it is no parcel. */
export function unpack(body: Uint8Array, key: string): Line[] {
  try {
    const lines = gunzipSync(body, { maxOutputLength: MAX_BYTES }).toString('utf8').split('\n');
    return lines.filter((line) => line !== '').map(parseLine);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${key}: is no parcel of the outbox (${reason}): look at it, then delete it`);
  }
}

function parseLine(line: string): Line {
  const value: unknown = JSON.parse(line);
  const source = isObject(value) ? text(value.source) : undefined;
  if (!isObject(value) || source === undefined || !isObject(value.event)) {
    throw new Error('a line is no {"source","event"}');
  }
  return { source, event: value.event as OcsfEvent };
}
