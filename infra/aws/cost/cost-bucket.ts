import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BILLING_REGION } from '../../../lib/config/resolve-cost';
import { costBucketName } from '../../policy/names';
import { bucketBasics } from '../constructs/bucket-basics';
import type { PlatformProps } from '../platform-stack';
import { bucketArn } from '../query/lake-access';
import { payerOf } from './payer';

export interface CostBucketProps extends PlatformProps {
  readonly key: IKey;
}

/**
 * The bill as AWS exports it, in the home region, across accounts: exports of the paying account write here, and no
 * others. AWS writes the month anew up to three times a day, so what was replaced is gone in a day.
 * Source: AWS Data Exports User Guide, "Setting up an Amazon S3 bucket for data exports".
 */
export class CostBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: CostBucketProps) {
    super(scope, id);
    const { platform, aws, key } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName: costBucketName(platform, aws),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        {
          id: 'end',
          expiration: Duration.days(platform.retention.coldDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.letExportsIn(props);
  }

  private letExportsIn({ platform, aws, key }: CostBucketProps): void {
    const exports = new ServicePrincipal('bcm-data-exports.amazonaws.com');
    const stack = Stack.of(this);
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ExportsWrite',
        principals: [exports],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: {
          StringEquals: { 'aws:SourceAccount': payerOf(aws) },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'bcm-data-exports',
              region: BILLING_REGION,
              account: payerOf(aws),
              resource: 'export',
              resourceName: '*',
            }),
          },
        },
      }),
    );
    // S3 asks for the key in the name of whoever writes, and encrypts a bucket's objects by the bucket's name.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ExportsEncrypt',
        principals: [exports],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'aws:SourceAccount': payerOf(aws),
            'kms:EncryptionContext:aws:s3:arn': bucketArn(stack, costBucketName(platform, aws)),
          },
        },
      }),
    );
  }
}
