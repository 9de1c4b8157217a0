import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { copyLanded, isThere } from './copy-object';

/** A sweep looks at what landed in the days before the last hour, whose events may still be on their way. */
const DAYS = 3;
const HOUR_MS = 3_600_000;

/** Objects seen, and those of them that no event had copied. */
export interface Swept {
  readonly seen: number;
  readonly missed: number;
}

/** The clients a sweep takes: a bucket is listed in its own region, and written to in the home region. */
export interface SweepClients {
  readonly home: S3Client;
  readonly of: (region: string) => S3Client;
}

/**
 * Copies what landed in a bucket and was not copied, since events of S3 may be missed. `now` in milliseconds.
 * Throws when S3 refuses to list or to copy; what was copied until then stays.
 */
export async function sweepLanding(
  { home, of }: SweepClients,
  landing: { readonly bucket: string; readonly region: string },
  to: string,
  now: number,
): Promise<Swept> {
  let [seen, missed] = [0, 0];
  const { bucket } = landing;
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: of(landing.region) },
    { Bucket: bucket },
  )) {
    for (const { Key: key, Size: size = 0, LastModified } of Contents) {
      const age = now - (LastModified?.getTime() ?? now);
      if (key === undefined || age < HOUR_MS || age > DAYS * 24 * HOUR_MS) {
        continue;
      }
      seen += 1;
      if (!(await isThere(home, to, key))) {
        await copyLanded(home, { bucket, key, size }, to);
        missed += 1;
      }
    }
  }
  return { seen, missed };
}
