import {
  type Access,
  bucketArn,
  NOTHING,
  OWNER_READS,
  objectsArn,
  ours,
  type Target,
  THIS_KEY,
} from './statement';

/**
 * AWS Config's history and snapshots. Into a landing bucket or one that was there before: it cannot write where
 * objects are locked by default. Source: AWS Config Developer Guide, permissions for the S3 bucket.
 */
export function config(target: Target): Access {
  if (target.aws.services.config !== 'create') {
    return NOTHING;
  }
  const common = { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' } } as const;
  const source = ours(target.aws);
  return {
    bucket: [
      {
        ...common,
        Sid: 'ConfigChecksBucket',
        Action: ['s3:GetBucketAcl', 's3:ListBucket'],
        Resource: bucketArn(target),
        Condition: { StringEquals: source },
      },
      {
        ...common,
        Sid: 'ConfigWrites',
        Action: 's3:PutObject',
        Resource: objectsArn(target, 'AWSLogs/*/Config/*'),
        Condition: { StringEquals: { ...OWNER_READS, ...source } },
      },
    ],
    key: [
      {
        ...common,
        Sid: 'ConfigEncrypts',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: THIS_KEY,
        Condition: { StringEquals: source },
      },
    ],
  };
}
