import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { regionalBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { bucketBasics } from './bucket-basics';

/** Begins the keys of the landing buckets' logs. */
export const ACCESS_LOG_PREFIX = 'landing/';

export interface AccessLogBucketProps extends PlatformProps {
  readonly region: string;
  /** Names of the landing buckets that log to it. */
  readonly landing: readonly string[];
}

/**
 * Who read and wrote the archive's buckets of one region, kept as long as raw logs are locked. S3 delivers access
 * logs to a bucket neither with a default Object Lock retention nor with a customer's key, hence S3's own key and no
 * lock. They are not copied to the raw store, whose own access log would then feed itself for ever.
 */
export class AccessLogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { platform, aws, region, landing } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName: regionalBucketName(platform, aws, 'access-logs', region),
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: 'end',
          expiration: Duration.days(platform.retention.coldDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    if (landing.length > 0) {
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          sid: 'AccessLogsWrite',
          principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
          actions: ['s3:PutObject'],
          resources: [this.bucket.arnForObjects(`${ACCESS_LOG_PREFIX}*`)],
          conditions: {
            StringEquals: { 'aws:SourceAccount': aws.logArchiveAccount },
            ArnEquals: {
              'aws:SourceArn': landing.map((name) => `arn:${Aws.PARTITION}:s3:::${name}`),
            },
          },
        }),
      );
    }
  }
}
