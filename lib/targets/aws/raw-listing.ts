import { HeadObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { RawListing } from '../../ingest/reconcile';
import type { RawPlace } from '../../ingest/settings';
import type { Listed } from '../../ingest/sweep-folders';
import { statusOf } from './http-status';

/** A raw bucket for the sweep, read only. */
export function rawListing(
  client: S3Client,
  { bucket, root }: RawPlace,
  folders: readonly string[],
): RawListing {
  return {
    bucket,
    root,
    folders,
    list: (prefix) => listFolder(client, bucket, prefix),
    version: async (key) => {
      try {
        const { VersionId } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return VersionId ?? 'null';
      } catch (error) {
        if (statusOf(error) === 404) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

async function* listFolder(client: S3Client, bucket: string, prefix: string): AsyncIterable<Listed> {
  const input = { Bucket: bucket, Prefix: prefix, Delimiter: '/' };
  for await (const page of paginateListObjectsV2({ client }, input)) {
    for (const { Prefix } of page.CommonPrefixes ?? []) {
      if (Prefix !== undefined) {
        yield { kind: 'folder', prefix: Prefix };
      }
    }
    for (const { Key, Size: bytes = 0, LastModified } of page.Contents ?? []) {
      if (Key !== undefined && LastModified !== undefined) {
        yield { kind: 'object', key: Key, bytes, storedMicros: LastModified.getTime() * 1000 };
      }
    }
  }
}
