import {
  type Access,
  bucketArn,
  OWNER_READS,
  objectsArn,
  ours,
  type Statement,
  type Target,
  THIS_KEY,
} from './statement';

const Principal = { Service: 'delivery.logs.amazonaws.com' } as const;

/**
 * What AWS delivers by its log delivery: named folders below every account's own. Each is delivered for a log
 * source in one of our regions. Source: Amazon CloudWatch Logs User Guide, logs sent to Amazon S3.
 */
export function delivered(target: Target, folders: readonly string[], regions: readonly string[]): Access {
  const source = {
    StringEquals: ours(target.aws),
    ArnLike: { 'aws:SourceArn': regions.map((region) => `arn:${target.partition}:logs:${region}:*:*`) },
  };
  const bucket: Statement[] = [
    {
      Sid: 'DeliveryChecksBucket',
      Effect: 'Allow',
      Principal,
      Action: ['s3:GetBucketAcl', 's3:ListBucket'],
      Resource: bucketArn(target),
      Condition: source,
    },
    {
      Sid: 'DeliveryWrites',
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: folders.map((folder) => objectsArn(target, `AWSLogs/*/${folder}/*`)),
      Condition: { ...source, StringEquals: { ...OWNER_READS, ...source.StringEquals } },
    },
  ];
  const key: Statement[] = [
    {
      Sid: 'DeliveryEncrypts',
      Effect: 'Allow',
      Principal,
      // Large files go up in parts, for which S3 has to decrypt.
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey'],
      Resource: THIS_KEY,
      Condition: source,
    },
  ];
  return { bucket, key };
}

/** VPC flow logs and Route 53 resolver query logs, which enrolment turns on in every account and region. */
export function networkLogs(target: Target): Access {
  return delivered(target, ['vpcflowlogs', 'vpcdnsquerylogs'], target.aws.regions);
}
