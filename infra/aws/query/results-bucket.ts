import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { queryResultsBucketName } from '../../policy/names';
import { bucketBasics } from '../constructs/bucket-basics';
import type { PlatformProps } from '../platform-stack';

/** Days that a result can be read again: longer than most investigations, and asking again is cheap. */
export const RESULT_DAYS = 30;

export interface ResultsBucketProps extends PlatformProps {
  readonly key: IKey;
}

/** What queries gave: rows of the lake, so as well kept as it, and gone soon. A folder a team. */
export class ResultsBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { platform, aws, key }: ResultsBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics({ platform }),
      bucketName: queryResultsBucketName(platform, aws),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        {
          id: 'end',
          expiration: Duration.days(RESULT_DAYS),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }
}
