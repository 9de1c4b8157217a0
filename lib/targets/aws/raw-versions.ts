import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RawVersion } from '../../ingest/replay/raw-version';
import type { Listed } from '../../ingest/sweep-folders';
import { archiveState } from './archive-state';

/**
 * What is directly below a prefix of a raw bucket, every version of an object for itself, with what is archived: a
 * listing alone, for whoever may not read raw logs. Source: Amazon S3 API, ListObjectVersions.
 */
export async function* listRawVersions(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncIterable<Listed<RawVersion>> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (let more = true; more; ) {
    const page = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        Delimiter: '/',
        OptionalObjectAttributes: ['RestoreStatus'],
        ...from,
      }),
    );
    for (const { Prefix } of page.CommonPrefixes ?? []) {
      if (Prefix !== undefined) {
        yield { kind: 'folder', prefix: Prefix };
      }
    }
    for (const version of page.Versions ?? []) {
      const { Key, VersionId = 'null', Size: bytes = 0, LastModified } = version;
      if (Key !== undefined && LastModified !== undefined) {
        const storedMicros = LastModified.getTime() * 1000;
        yield {
          kind: 'object',
          key: Key,
          versionId: VersionId,
          bytes,
          storedMicros,
          ...archiveState(version),
        };
      }
    }
    more = page.IsTruncated === true;
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}
