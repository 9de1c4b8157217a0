import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../../../lib/json';
import { LocalBlobStore } from '../../../lib/targets/local/blob-store';
import { DIGEST_FOLDER } from '../../../lib/trail/object-key';
import type { TrailStore } from '../../../lib/trail/store';
import { UsageError } from '../errors';

/** Added to an object's name: what `aws s3api head-object` printed for it. */
export const SIDECAR = '.metadata.json';
// S3 allows 2 KB of user metadata.
const MAX_SIDECAR_BYTES = 64 * 1024;

/**
 * A folder that mirrors a bucket, as `aws s3 sync` makes it. Syncing loses S3 metadata, where the digests' signatures
 * are: they are read from a file beside each digest. A forged one gains nothing, for a signature proves itself.
 * `prefix` is what the bucket's keys have before the names in the folder, with the slash at its end.
 */
export async function openTrailFolder(folder: string, prefix: string): Promise<TrailStore> {
  const info = await stat(folder).catch(() => undefined);
  if (!info?.isDirectory()) {
    throw new UsageError(`${folder}: no such folder, expected a mirror of the trail's bucket`);
  }
  const files = new LocalBlobStore(folder);
  const local = (key: string) => key.slice(prefix.length);
  return {
    async *list(wanted) {
      const below = wanted.startsWith(prefix) ? local(wanted) : '';
      for await (const { key, size } of files.list(below)) {
        const full = `${prefix}${key}`;
        if (!isSidecar(full) && full.startsWith(wanted)) {
          yield { key: full, size };
        }
      }
    },
    stream: (key) => files.stream(local(key)),
    metadata: (key) => readSidecar(join(folder, `${local(key)}${SIDECAR}`)),
  };
}

/** Only beside digests: a file of that name among the logs is one that somebody put there. */
function isSidecar(key: string): boolean {
  return key.endsWith(SIDECAR) && key.includes(`/${DIGEST_FOLDER}/`);
}

async function readSidecar(path: string): Promise<Record<string, string> | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size > MAX_SIDECAR_BYTES) {
    return undefined;
  }
  const json = parse(await readFile(path, 'utf8'));
  const metadata = isObject(json) ? json.Metadata : undefined;
  if (!isObject(metadata)) {
    return undefined;
  }
  const texts = Object.entries(metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
