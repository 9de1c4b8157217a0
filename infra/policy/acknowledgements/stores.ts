import { acknowledge } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const LANDINGS = ['LogArchive/*/Landing/Bucket/Resource', 'LogArchive/*/Waf/Bucket/Resource'];
const ACCESS_LOGS = [
  'LogArchive/Raw/Raw/AccessLog/Bucket/Resource',
  'LogArchive/*/AccessLog/Bucket/Resource',
  'Security/Pipeline/Lake/AccessLog/Resource',
];

export const STORES: readonly Acknowledgement[] = [
  ...acknowledge(
    'A second copy would double the price and leave the region that residency allows: versions, Object Lock and a key that is kept protect the one.',
    ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    [
      'LogArchive/Raw/Raw/Bucket/Resource',
      'Security/Pipeline/Lake/Bucket/Resource',
      ...ACCESS_LOGS,
      ...LANDINGS,
    ],
  ),
  ...acknowledge(
    "S3 delivers access logs to a bucket under S3's own key only, without a default Object Lock retention.",
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'Kumomori-bucket-encrypted', 'Kumomori-bucket-locked'],
    ACCESS_LOGS,
  ),
  ...acknowledge(
    'What writes here takes neither a lock by default nor a customer key; objects are copied to the raw store within minutes and expire after 14 days.',
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'Kumomori-bucket-encrypted', 'Kumomori-bucket-locked'],
    LANDINGS,
  ),
  ...acknowledge(
    'It has point-in-time recovery, and what is in it is worked out again every hour.',
    ['NIST.800.53.R5-DynamoDBInBackupPlan'],
    ['Security/Central/State/Table/Resource'],
  ),
  ...acknowledge(
    'A copy in CloudWatch Logs costs 0.50 USD a GB: seconds come by EventBridge, and the record is the raw store.',
    ['NIST.800.53.R5-CloudTrailCloudWatchLogsEnabled'],
    ['Management/Trail/Trail', 'Security/Trail/Trail'],
  ),
];
