import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

export interface AccessLogBucketProps extends PlatformProps {
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Who read and wrote the raw store, kept as long as raw logs are locked. S3 delivers access logs to a bucket
 * neither with a default Object Lock retention nor with a customer's key, hence S3's own key and no lock.
 */
export class AccessLogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { platform, aws, removalPolicy }: AccessLogBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketName(platform, aws, 'access-logs'),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ id: 'end', expiration: Duration.days(platform.retention.coldDays) }],
      removalPolicy,
      autoDeleteObjects: platform.lifecycle === 'trial',
    });
  }
}
