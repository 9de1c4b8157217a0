import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, type LifecycleRule, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { lakeAccessLogName, lakeBucketName, lakeKeyAlias } from '../../policy/names';
import { bucketBasics } from '../constructs/bucket-basics';
import type { PlatformProps } from '../platform-stack';

/** Days that what compaction or a replay replaced can be brought back. */
const SECOND_THOUGHTS = 7;

/**
 * The lake: masked events as Parquet below `events/` and `settled/`, what was rejected below `quarantine/`, records of
 * batches below `state/`, the table of accounts below `reference/`. Not locked: compaction and replay write it anew, and
 * raw, which is, can rebuild all of it.
 */
export class LakeBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;
  /** Of the lake, and of what else is kept beside it. */
  readonly accessLog: Bucket;

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const { platform, aws } = props;
    const production = platform.lifecycle === 'production';
    this.key = new Key(this, 'Key', {
      alias: lakeKeyAlias(platform),
      description: 'Encrypts the lake',
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.accessLog = this.accessLogOf(props);
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName: lakeBucketName(platform, aws),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      lifecycleRules: lifecycle(props),
      serverAccessLogsBucket: this.accessLog,
      serverAccessLogsPrefix: 'lake/',
    });
  }

  /** S3 delivers access logs to a bucket under S3's own key only. */
  private accessLogOf(props: PlatformProps): Bucket {
    const { platform, aws } = props;
    return new Bucket(this, 'AccessLog', {
      ...bucketBasics(props),
      bucketName: lakeAccessLogName(platform, aws),
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: 'end',
          expiration: Duration.days(platform.retention.coldDays),
          noncurrentVersionExpiration: Duration.days(SECOND_THOUGHTS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }
}

/**
 * Intelligent-Tiering, since nobody knows which hours an investigation will ask for, and without its archive tiers,
 * since Athena leaves out what is in them. Records of batches are small and stay as they are.
 */
function lifecycle({ platform: { retention } }: PlatformProps): LifecycleRule[] {
  const { hotDays, totalDays } = retention;
  const end = totalDays === undefined ? {} : { expiration: Duration.days(totalDays) };
  const tiered = ['events/', 'settled/'].map((prefix) => ({
    id: prefix.slice(0, -1),
    prefix,
    transitions: [
      { storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(hotDays) },
    ],
    ...end,
  }));
  return [
    ...tiered,
    { id: 'quarantine', prefix: 'quarantine/', expiration: Duration.days(retention.coldDays) },
    {
      id: 'leftovers',
      abortIncompleteMultipartUploadAfter: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(SECOND_THOUGHTS),
      expiredObjectDeleteMarker: true,
    },
  ];
}
