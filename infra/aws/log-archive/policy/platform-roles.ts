import { roleName } from '../../../policy/names';
import {
  type Access,
  bucketArn,
  NOTHING,
  objectsArn,
  type Statement,
  type Target,
  THIS_KEY,
} from './statement';

/** Roles of the security account that read raw logs: what normalizes them, finds missed ones, checks that they are whole. */
export const RAW_READERS = ['normalize', 'reconcile', 'verify-trail'] as const;

/** Role of the security account that CloudWatch logs come by, through Firehose, and where it puts them. */
export const FIREHOSE = { role: 'logs-delivery', folder: 'CloudWatchLogs' } as const;

/** The platform's own readers, by name: the roles need not be there yet, and nobody else of their account may. */
export function platformReaders(target: Target): Access {
  const common = bound(target, RAW_READERS);
  return {
    bucket: [
      {
        ...common,
        Sid: 'PlatformReads',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: objectsArn(target, '*'),
      },
      {
        ...common,
        Sid: 'PlatformLists',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: bucketArn(target),
      },
    ],
    key: [{ ...common, Sid: 'PlatformDecrypts', Action: 'kms:Decrypt', Resource: THIS_KEY }],
  };
}

/** Firehose, with every account's CloudWatch logs. Source: Amazon Data Firehose, access to an S3 destination. */
export function firehose(target: Target): Access {
  if (target.aws.extras.cloudwatchLogs !== 'create') {
    return NOTHING;
  }
  const common = bound(target, [FIREHOSE.role]);
  return {
    bucket: [
      {
        ...common,
        Sid: 'FirehoseWrites',
        Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
        Resource: objectsArn(target, `${FIREHOSE.folder}/*`),
      },
      {
        ...common,
        Sid: 'FirehoseLists',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: bucketArn(target),
      },
    ],
    key: [
      {
        ...common,
        Sid: 'FirehoseEncrypts',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: THIS_KEY,
      },
    ],
  };
}

/** The account as principal, since S3 refuses roles that do not exist; the condition says which of its roles. */
function bound(
  { platform, aws, partition }: Target,
  roles: readonly string[],
): Pick<Statement, 'Effect' | 'Principal' | 'Condition'> {
  const account = `arn:${partition}:iam::${aws.securityAccount}`;
  return {
    Effect: 'Allow',
    Principal: { AWS: `${account}:root` },
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': roles.map((role) => `${account}:role/${roleName(platform, role)}`) },
      ...(aws.organizationId === undefined
        ? {}
        : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
    },
  };
}
