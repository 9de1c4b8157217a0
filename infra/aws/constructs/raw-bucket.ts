import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  TransitionDefaultMinimumObjectSize,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketName, rawKeyAlias } from '../../policy/names';
import { keyProtection } from '../log-archive/policy/key-protection';
import { landingsOf } from '../log-archive/policy/landing';
import { rawAccess, requireFitting } from '../log-archive/policy/raw-access';
import type { Target } from '../log-archive/policy/statement';
import type { PlatformProps } from '../platform-stack';
import { AccessLogBucket } from './access-log-bucket';
import { bucketBasics } from './bucket-basics';
import { notifyEventBridge, resourceOf } from './notify-event-bridge';
import { rawLifecycle } from './raw-lifecycle';

/**
 * The raw bucket with its key and its access log, and who may write to it. In production its objects are locked in
 * compliance mode: nobody, the account's root included, deletes or shortens them before the cold tier ends, as the
 * other clouds' locks do. In a trial nothing is locked and the stack's deletion empties and deletes it.
 */
export class RawBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: PlatformProps) {
    super(scope, id);
    const { platform, aws } = props;
    const target = { platform, aws, partition: Aws.PARTITION, bucket: bucketName(platform, aws, 'raw') };
    this.key = this.keyOf(props);
    this.bucket = this.bucketOf(props);
    this.grant(target);
    notifyEventBridge(resourceOf(this.bucket));
  }

  private keyOf({ platform }: PlatformProps): Key {
    const production = platform.lifecycle === 'production';
    return new Key(this, 'Key', {
      alias: rawKeyAlias(platform),
      description: 'Encrypts the raw store',
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private bucketOf(props: PlatformProps): Bucket {
    const { platform, aws } = props;
    const { retention } = platform;
    const production = platform.lifecycle === 'production';
    return new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName: bucketName(platform, aws, 'raw'),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      ...(production
        ? {
            objectLockEnabled: true,
            objectLockDefaultRetention: ObjectLockRetention[aws.objectLock](
              Duration.days(retention.lockDays),
            ),
          }
        : {}),
      lifecycleRules: rawLifecycle(retention),
      // Below 128 KB the colder classes charge more than they save: such objects stay until they are compacted.
      transitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize.ALL_STORAGE_CLASSES_128_K,
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLog', {
        ...props,
        region: aws.homeRegion,
        landing: landingsOf(platform, aws, aws.homeRegion, Aws.PARTITION).map(({ bucket }) => bucket),
      }).bucket,
      serverAccessLogsPrefix: 'raw/',
    });
  }

  private grant(target: Target): void {
    const { bucket, key } = rawAccess(target);
    requireFitting(target.bucket, bucket);
    for (const statement of bucket) {
      this.bucket.addToResourcePolicy(PolicyStatement.fromJson(statement));
    }
    // A trial's key goes with its stack.
    const protection = target.platform.lifecycle === 'production' ? keyProtection(target) : [];
    for (const statement of [...key, ...protection]) {
      this.key.addToResourcePolicy(PolicyStatement.fromJson(statement));
    }
  }
}
