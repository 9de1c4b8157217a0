import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  TransitionDefaultMinimumObjectSize,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketName, rawKeyAlias } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { AccessLogBucket } from './access-log-bucket';
import { rawLifecycle } from './raw-lifecycle';

/**
 * The raw bucket with its key and its access log. In production its objects are locked in compliance mode: nobody,
 * the account's root included, deletes or shortens them before the cold tier ends, as the other clouds' locks do.
 * In a trial nothing is locked and the stack's deletion empties and deletes it.
 */
export class RawBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const production = platform.lifecycle === 'production';
    const removalPolicy = production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const { retention } = platform;
    this.key = new Key(this, 'Key', {
      alias: rawKeyAlias(platform),
      description: 'Encrypts the raw store',
      enableKeyRotation: true,
      pendingWindow: Duration.days(production ? 30 : 7),
      removalPolicy,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketName(platform, aws, 'raw'),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
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
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLog', { platform, aws, removalPolicy }).bucket,
      serverAccessLogsPrefix: 'raw/',
      removalPolicy,
      autoDeleteObjects: !production,
    });
  }
}
