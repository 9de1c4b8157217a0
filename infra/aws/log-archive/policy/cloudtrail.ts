import type { ResolvedAws, ResolvedPlatform } from '../../../../lib/config/resolved';
import { trailName } from '../../../policy/names';
import { type Access, bucketArn, NOTHING, OWNER_READS, objectsArn, type Target, THIS_KEY } from './statement';

/** The account the trail belongs to: the organization's owner, or where none is named, the platform's. */
export function trailAccount({ managementAccount, securityAccount }: ResolvedAws): string {
  return managementAccount ?? securityAccount;
}

/** The trail that this platform creates. */
export function trailArn(platform: ResolvedPlatform, aws: ResolvedAws, partition: string): string {
  return `arn:${partition}:cloudtrail:${aws.homeRegion}:${trailAccount(aws)}:trail/${trailName(platform)}`;
}

/**
 * CloudTrail, for our trail and no other: events of the account that owns it are below its id, those of members
 * below the organization's. Source: AWS CloudTrail User Guide, bucket policy and KMS key policy.
 */
export function cloudTrail(target: Target): Access {
  const { platform, aws, partition } = target;
  if (aws.services.trail !== 'create') {
    return NOTHING;
  }
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const account = trailAccount(aws);
  const trail = { 'aws:SourceArn': trailArn(platform, aws, partition) };
  const owners = [account, ...(aws.organizationId === undefined ? [] : [aws.organizationId])];
  const common = { Effect: 'Allow', Principal } as const;
  return {
    bucket: [
      {
        ...common,
        Sid: 'TrailChecksBucket',
        Action: 's3:GetBucketAcl',
        Resource: bucketArn(target),
        Condition: { StringEquals: trail },
      },
      {
        ...common,
        Sid: 'TrailWrites',
        Action: 's3:PutObject',
        Resource: owners.map((owner) => objectsArn(target, `AWSLogs/${owner}/*`)),
        Condition: { StringEquals: { ...OWNER_READS, ...trail } },
      },
    ],
    key: [
      {
        ...common,
        Sid: 'TrailEncrypts',
        Action: 'kms:GenerateDataKey*',
        Resource: THIS_KEY,
        Condition: {
          StringEquals: {
            ...trail,
            'kms:EncryptionContext:aws:cloudtrail:arn': trailArn(platform, aws, partition),
          },
        },
      },
      {
        ...common,
        Sid: 'TrailChecksKey',
        Action: 'kms:DescribeKey',
        Resource: THIS_KEY,
        Condition: { StringEquals: trail },
      },
    ],
  };
}
