import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { Construct } from 'constructs';
import { bucketName, rawKeyAlias, trailName } from '../../policy/names';
import { keyArnOf } from '../constructs/raw-location';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import { eventSelectors } from './event-selectors';

/** Insights on how often calls are made, and on how often they fail. */
const INSIGHTS = [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }];

/**
 * The trail: every region and, with an organization, every account, into the log archive's bucket under its key, with
 * digests for `verify-trail`. It goes on recording in production when its stack is deleted. CloudTrail tries the
 * bucket and the key when the trail is made, so they come first: see add-trail.ts.
 */
export class TrailStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    const { platform, aws } = props;
    const organization = aws.organizationId !== undefined;
    super(scope, id, props, {
      part: 'trail',
      account: aws.managementAccount ?? aws.securityAccount,
      description: organization ? 'trail of the organization' : 'trail of the account',
    });
    const trail = new CfnTrail(this, 'Trail', {
      trailName: trailName(platform),
      ...this.destination(props),
      isLogging: true,
      isOrganizationTrail: organization,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      advancedEventSelectors: eventSelectors(this, props),
      ...(aws.trail.insights ? { insightSelectors: INSIGHTS } : {}),
    });
    trail.applyRemovalPolicy(
      platform.lifecycle === 'production' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    );
  }

  /** The raw bucket under its key, by name: they are in another account. Or the bucket there was before. */
  private destination({ platform, aws }: PlatformProps): {
    s3BucketName: string;
    s3KeyPrefix?: string;
    kmsKeyId?: string;
  } {
    const existing = aws.existing.logBucket;
    if (existing) {
      const kmsKeyId = keyArnOf(existing);
      return { s3BucketName: existing.name, s3KeyPrefix: existing.prefix, kmsKeyId };
    }
    return {
      s3BucketName: bucketName(platform, aws, 'raw'),
      kmsKeyId: Stack.of(this).formatArn({
        service: 'kms',
        account: aws.logArchiveAccount,
        region: aws.homeRegion,
        resource: rawKeyAlias(platform),
      }),
    };
  }
}
