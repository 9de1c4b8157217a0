import type { StorageBucketLifecycleRule } from '@cdktf/provider-google/lib/storage-bucket';
import type { ResolvedRetention } from '../../../lib/config/resolved';

/** The four tiers as storage classes, by age. */
export function rawLifecycle(retention: ResolvedRetention): StorageBucketLifecycleRule[] {
  const { hotDays, warmDays, coldDays, archive, totalDays } = retention;
  return [
    moveTo('NEARLINE', hotDays),
    moveTo('COLDLINE', warmDays),
    ...(archive ? [moveTo('ARCHIVE', coldDays)] : []),
    ...(totalDays === undefined ? [] : [{ action: { type: 'Delete' }, condition: { age: totalDays } }]),
    { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } },
  ];
}

function moveTo(storageClass: string, age: number): StorageBucketLifecycleRule {
  return { action: { type: 'SetStorageClass', storageClass }, condition: { age } };
}
