import { partitionOf } from '../../../../lib/config/aws-partition';
import type { ExistingBucket, ResolvedAws, ResolvedPlatform } from '../../../../lib/config/resolved';
import { config } from './config';
import { rawAccess, requireFitting, together } from './raw-access';
import type { Statement, Target } from './statement';

/** What the owners of a bucket that was there before have to add to its policy and its key's. */
export interface PolicyAdditions {
  readonly bucket: string;
  readonly bucketStatements: readonly Statement[];
  /** Absent where S3's own key encrypts: it has no policy. */
  readonly key?: { readonly arn: string; readonly statements: readonly Statement[] };
}

/**
 * Statements for the bucket that raw logs are kept in, where `log_bucket: existing`; undefined where it is not.
 * The owners merge them: nothing of a bucket that is not ours is changed from here.
 */
export function policyAdditions(platform: ResolvedPlatform, aws: ResolvedAws): PolicyAdditions | undefined {
  const { logBucket } = aws.existing;
  if (aws.services.log_bucket !== 'existing' || logBucket === undefined) {
    return undefined;
  }
  const target = targetOf(platform, aws, logBucket);
  const { bucket, key } = together([rawAccess(target), config(target)]);
  requireFitting(logBucket.name, bucket);
  return {
    bucket: logBucket.name,
    bucketStatements: bucket,
    ...(logBucket.keyArn === undefined ? {} : { key: { arn: logBucket.keyArn, statements: key } }),
  };
}

/** As text, to send to the bucket's owners. */
export function formatPolicyAdditions({ bucket, bucketStatements, key }: PolicyAdditions): string {
  const parts = [`# Add to the policy of bucket ${bucket}`, JSON.stringify(bucketStatements, null, 2)];
  if (key) {
    parts.push(`# Add to the policy of key ${key.arn}`, JSON.stringify(key.statements, null, 2));
  }
  return `${parts.join('\n')}\n`;
}

function targetOf(platform: ResolvedPlatform, aws: ResolvedAws, bucket: ExistingBucket): Target {
  return {
    platform,
    aws,
    partition: partitionOf(bucket.region),
    bucket: bucket.name,
    ...(bucket.prefix === undefined ? {} : { prefix: bucket.prefix }),
  };
}
