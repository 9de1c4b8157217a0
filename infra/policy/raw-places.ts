import type { ExistingBucket, ResolvedAws, ResolvedPlatform } from '../../lib/config/resolved';
import type { RawPlace } from '../../lib/ingest/settings';
import { bucketName } from './names';

/** A bucket with raw logs to be brought into the lake. */
export interface RawStorePlace extends RawPlace {
  readonly account: string;
  /** Present where it was there before. */
  readonly existing?: ExistingBucket;
}

/** The raw store, whoever made it, and the bucket of a trail that was there before. */
export function rawPlaces(platform: ResolvedPlatform, aws: ResolvedAws): readonly RawStorePlace[] {
  const created: RawStorePlace = {
    bucket: bucketName(platform, aws, 'raw'),
    account: aws.logArchiveAccount,
    region: aws.homeRegion,
    root: '',
  };
  const before = [aws.existing.logBucket, aws.existing.trail?.bucket].flatMap((one) =>
    one === undefined
      ? []
      : [
          {
            bucket: one.name,
            account: one.account,
            region: one.region,
            root: one.prefix === undefined ? 'AWSLogs/' : `${one.prefix}/`,
            existing: one,
          },
        ],
  );
  const all = aws.existing.logBucket === undefined ? [created, ...before] : before;
  return all.filter(({ bucket }, index) => all.findIndex((one) => one.bucket === bucket) === index);
}
