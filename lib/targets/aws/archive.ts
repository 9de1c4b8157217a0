import { paginateListObjectsV2, RestoreObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Archive, KeptObject } from '../../ports/archive';
import { archiveState } from './archive-state';
import { statusOf } from './http-status';

const TIERS = { bulk: 'Bulk', standard: 'Standard' } as const;

/** A bucket some of whose objects are archived. Source: Amazon S3 API, ListObjectsV2 and RestoreObject. */
export function s3Archive(client: S3Client, bucket: string): Archive {
  return {
    name: `s3://${bucket}`,
    list: (prefix) => listKept(client, bucket, prefix),
    restore: async ({ key, versionId }, days, tier) => {
      try {
        await client.send(
          new RestoreObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(versionId === undefined || versionId === 'null' ? {} : { VersionId: versionId }),
            RestoreRequest: { Days: days, GlacierJobParameters: { Tier: TIERS[tier] } },
          }),
        );
        return 'asked';
      } catch (error) {
        // Somebody asked before: RestoreAlreadyInProgress.
        if (statusOf(error) === 409) {
          return 'coming';
        }
        throw error;
      }
    },
  };
}

async function* listKept(client: S3Client, bucket: string, prefix: string): AsyncIterable<KeptObject> {
  const input = { Bucket: bucket, Prefix: prefix, OptionalObjectAttributes: ['RestoreStatus' as const] };
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, input)) {
    for (const object of Contents) {
      if (object.Key !== undefined) {
        yield { key: object.Key, bytes: object.Size ?? 0, ...archiveState(object) };
      }
    }
  }
}
