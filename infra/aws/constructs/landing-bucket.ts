import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireFitting } from '../log-archive/policy/raw-access';
import type { Statement } from '../log-archive/policy/statement';
import type { PlatformProps } from '../platform-stack';
import { ACCESS_LOG_PREFIX } from './access-log-bucket';
import { bucketBasics } from './bucket-basics';
import { notifyEventBridge, resourceOf } from './notify-event-bridge';

/** Days an object stays after it was copied: as long as a copy that failed is kept for people to look at. */
export const LANDING_DAYS = 14;

export interface LandingBucketProps extends PlatformProps {
  readonly bucketName: string;
  /** Who may write to it. */
  readonly statements: readonly Statement[];
  /** Name of the region's bucket for access logs, whose policy lets this one log to it. */
  readonly accessLog: string;
}

/**
 * A bucket of one region for writers that take neither a lock by default nor a customer's key. Objects are copied to
 * the raw store under the same key within minutes, and expire here: nothing in it is the only copy for long.
 */
export class LandingBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: LandingBucketProps) {
    super(scope, id);
    const { bucketName, statements, accessLog } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [
        {
          id: 'copied',
          expiration: Duration.days(LANDING_DAYS),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    requireFitting(bucketName, statements);
    for (const statement of statements) {
      this.bucket.addToResourcePolicy(PolicyStatement.fromJson(statement));
    }
    const bucket = resourceOf(this.bucket);
    bucket.loggingConfiguration = { destinationBucketName: accessLog, logFilePrefix: ACCESS_LOG_PREFIX };
    notifyEventBridge(bucket);
  }
}
