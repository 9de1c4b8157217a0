import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { Construct } from 'constructs';
import type { ResolvedGcp, ResolvedPlatform } from '../../../lib/config/resolved';
import { gcpBucketName } from '../../policy/names';
import { tagsFor } from '../../policy/tags';
import { RawKey } from './raw-key';
import { rawLifecycle } from './raw-lifecycle';

export interface RawBucketProps {
  readonly platform: ResolvedPlatform;
  readonly gcp: ResolvedGcp;
}

const SECONDS_A_DAY = 86_400;

/**
 * The raw bucket and its key. In production its retention policy is locked: nobody deletes or overwrites an object
 * before the cold tier ends. Without versions, which a retention policy excludes.
 */
export class RawBucket extends Construct {
  readonly bucket: StorageBucket;

  constructor(scope: Construct, id: string, { platform, gcp }: RawBucketProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    const { retention } = platform;
    const key = new RawKey(this, 'key', { platform, gcp });
    this.bucket = new StorageBucket(this, 'bucket', {
      name: gcpBucketName(platform, gcp, 'raw'),
      location: gcp.homeLocation,
      storageClass: 'STANDARD',
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      encryption: { defaultKmsKeyName: key.keyId },
      lifecycleRule: rawLifecycle(retention),
      ...(production
        ? { retentionPolicy: { isLocked: true, retentionPeriod: retention.lockDays * SECONDS_A_DAY } }
        : {}),
      forceDestroy: !production,
      labels: tagsFor(platform, 'raw'),
      dependsOn: [key.grant],
      lifecycle: { preventDestroy: production },
    });
  }
}
