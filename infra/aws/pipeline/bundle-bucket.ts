import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PLACE } from '../../../lib/rules/bundle-place';
import { bundleBucketName, publisherName } from '../../policy/names';
import { bucketBasics } from '../constructs/bucket-basics';
import { roleArn } from '../constructs/role-arn';
import type { PlatformProps } from '../platform-stack';
import { BundlePublisher } from './bundle-publisher';

/** Who published what is kept for so long after it was replaced. */
const HISTORY = Duration.days(365);

export interface BundleBucketProps extends PlatformProps {
  readonly key: IKey;
  readonly accessLog: Bucket;
}

/**
 * Rules that are published without a deploy: a bucket of its own, so that writing rules is a right of its own, which
 * no function has. Not locked: signatures say what may be used, earlier versions stay, and directories of users must
 * be erasable.
 */
export class BundleBucket extends Construct {
  constructor(scope: Construct, id: string, props: BundleBucketProps) {
    super(scope, id);
    const { platform, aws, key, accessLog } = props;
    const bucket = new Bucket(this, 'Bucket', {
      ...bucketBasics(props),
      bucketName: bundleBucketName(platform, aws),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        {
          id: 'history',
          noncurrentVersionExpiration: HISTORY,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      serverAccessLogsBucket: accessLog,
      serverAccessLogsPrefix: 'bundles/',
    });
    const publisher = roleArn(this, aws.securityAccount, publisherName(platform));
    bucket.addToResourcePolicy(
      refusing('OnlyPublishersWrite', bucket.arnForObjects('*'), {
        ArnNotEquals: { 'aws:PrincipalArn': publisher },
      }),
    );
    bucket.addToResourcePolicy(
      // Files of a version are written once; only the pointer is replaced.
      refusing('VersionsStay', bucket.arnForObjects(`${PLACE}*/*`), {
        Null: { 's3:if-none-match': 'true' },
      }),
    );
    new BundlePublisher(this, 'Publisher', props);
  }
}

function refusing(sid: string, resource: string, conditions: Record<string, unknown>): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:PutObject'],
    resources: [resource],
    conditions,
  });
}
