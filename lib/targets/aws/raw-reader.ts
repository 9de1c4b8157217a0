import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { RawGone } from '../../ingest/raw-gone';
import { parseRawUri } from '../../ingest/raw-object';
import { statusOf } from './http-status';

/**
 * The bytes of one version of a raw object. Throws `RawGone` when it is not there; whatever else S3 says may be better
 * next time. A connection that breaks off in the middle throws, too: the batch is done again.
 */
export async function* readRaw(client: S3Client, rawKey: string): AsyncIterable<Uint8Array> {
  const place = parseRawUri(rawKey);
  if (!place) {
    throw new RawGone(rawKey, 'is not the address of an object in S3');
  }
  const { bucket, key, versionId } = place;
  const version = versionId === 'null' ? {} : { VersionId: versionId };
  const { Body } = await client
    .send(new GetObjectCommand({ Bucket: bucket, Key: key, ...version }))
    .catch((error: unknown) => {
      // 405: this version is the mark of a deletion.
      if (statusOf(error) === 404 || statusOf(error) === 405) {
        throw new RawGone(rawKey, 'the raw object is gone');
      }
      throw error;
    });
  if (Body === undefined) {
    throw new Error(`${rawKey}: S3 answered without a body`);
  }
  yield* Body as unknown as AsyncIterable<Uint8Array>;
}
