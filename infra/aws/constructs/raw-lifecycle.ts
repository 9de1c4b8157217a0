import { Duration } from 'aws-cdk-lib';
import { type LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { ResolvedRetention } from '../../../lib/config/resolved';

/** Days that an overwritten or deleted object can be brought back where nothing is locked. */
const SECOND_THOUGHTS = 30;

/** The four tiers as S3 storage classes, by age. */
export function rawLifecycle(retention: ResolvedRetention): LifecycleRule[] {
  const { hotDays, warmDays, coldDays, archive, totalDays } = retention;
  return [
    {
      id: 'tiers',
      transitions: [
        { storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(hotDays) },
        { storageClass: StorageClass.GLACIER, transitionAfter: Duration.days(warmDays) },
        ...(archive
          ? [{ storageClass: StorageClass.DEEP_ARCHIVE, transitionAfter: Duration.days(coldDays) }]
          : []),
      ],
      ...(totalDays === undefined ? {} : { expiration: Duration.days(totalDays) }),
    },
    {
      id: 'leftovers',
      abortIncompleteMultipartUploadAfter: Duration.days(7),
      // What expired, and what someone overwrote or deleted. Locked versions stay until their lock ends all the same,
      // so this need not wait for it, and a log is gone soon after total_days.
      noncurrentVersionExpiration: Duration.days(SECOND_THOUGHTS),
      expiredObjectDeleteMarker: true,
    },
  ];
}
