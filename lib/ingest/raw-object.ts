import { sha256 } from '../hash';
import type { Member } from '../lake/batch/records';

/** One version of an object of a raw bucket. */
export interface RawObject {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versions, as S3 itself says. */
  readonly versionId: string;
  readonly bytes: number;
  /** When it was stored, microseconds since the epoch. */
  readonly storedMicros: number;
}

const SCHEME = 's3://';
const VERSION = '?versionId=';

/** `s3://<bucket>/<key>?versionId=<version>`: what the lake's column `raw_object` says. */
export function rawUri({ bucket, key, versionId }: Pick<RawObject, 'bucket' | 'key' | 'versionId'>): string {
  return `${SCHEME}${bucket}/${key}${VERSION}${versionId}`;
}

/** The parts of what `rawUri` wrote; undefined for anything else. Keys may contain `?versionId=` themselves. */
export function parseRawUri(uri: string): Pick<RawObject, 'bucket' | 'key' | 'versionId'> | undefined {
  const slash = uri.indexOf('/', SCHEME.length);
  const version = uri.lastIndexOf(VERSION);
  if (!uri.startsWith(SCHEME) || slash < 0 || version < slash) {
    return undefined;
  }
  return {
    bucket: uri.slice(SCHEME.length, slash),
    key: uri.slice(slash + 1, version),
    versionId: uri.slice(version + VERSION.length),
  };
}

/**
 * The object as a member of a batch. Its identity is store, bucket, key and version, as a digest: claims are named by
 * it, so they spread over S3's partitions and fit its longest key.
 */
export function memberOf(object: RawObject): Member {
  const { bucket, key, versionId, bytes, storedMicros } = object;
  return {
    input: sha256(['s3', bucket, key, versionId].join('\n')),
    rawKey: rawUri(object),
    path: `${SCHEME}${bucket}/${key}`,
    bytes,
    storedMicros,
  };
}
