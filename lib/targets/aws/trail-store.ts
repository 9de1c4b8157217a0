import { type CloudTrailClient, paginateListPublicKeys } from '@aws-sdk/client-cloudtrail';
import {
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { parsePublicKeys, type TrailKey } from '../../trail/public-keys';
import type { TrailStore } from '../../trail/store';

/** A trail's bucket, read only. */
export function s3TrailStore(client: S3Client, bucket: string): TrailStore {
  return {
    async *list(prefix) {
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key: key, Size: size = 0 } of page.Contents ?? []) {
          if (key !== undefined) {
            yield { key, size };
          }
        }
      }
    },
    async *stream(key) {
      const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (body === undefined) {
        throw new Error(`${bucket}/${key}: S3 answered without a body`);
      }
      yield* body as unknown as AsyncIterable<Uint8Array>;
    },
    async metadata(key) {
      const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return Metadata;
    },
  };
}

/** The public keys CloudTrail signed with in a region since `fromMicros`. */
export async function trailKeys(client: CloudTrailClient, fromMicros: number): Promise<readonly TrailKey[]> {
  const keys: TrailKey[] = [];
  const since = new Date(fromMicros / 1000);
  for await (const { PublicKeyList = [] } of paginateListPublicKeys({ client }, { StartTime: since })) {
    const list = PublicKeyList.map(({ Fingerprint, Value, ValidityStartTime, ValidityEndTime }) => ({
      Fingerprint,
      Value: Buffer.from(Value ?? []).toString('base64'),
      ValidityStartTime: ValidityStartTime && ValidityStartTime.getTime() / 1000,
      ValidityEndTime: ValidityEndTime && ValidityEndTime.getTime() / 1000,
    }));
    const parsed = parsePublicKeys(JSON.stringify({ PublicKeyList: list }));
    if (!parsed.ok) {
      throw new Error(`ListPublicKeys: ${parsed.problem}`);
    }
    keys.push(...parsed.value);
  }
  return keys;
}
