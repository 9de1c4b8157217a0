import { Duration } from 'aws-cdk-lib';
import { type LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { ResolvedRetention } from '../../../lib/config/resolved';

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
      // Raw objects are written once; an older version exists only where someone overwrote or deleted one.
      noncurrentVersionExpiration: Duration.days(coldDays),
    },
  ];
}
