import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const READER = ['Security/Cost/Reader/Policy/Resource'];

export const COST: readonly Acknowledgement[] = [
  ...acknowledge(
    'AWS writes the bill anew up to three times a day and again when asked; CloudTrail names who asked what of it through Athena.',
    [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'Kumomori-bucket-locked',
    ],
    ['Security/Cost/Export/Bucket/Resource'],
  ),
  ...acknowledge(
    'Objects below one prefix of one named bucket: the files of the bill, and the results of this workgroup.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/exports/{}/data/*'),
      pattern('arn:<AWS::Partition>:s3:::{}-query-results-{}/cost-reader/*'),
    ],
    READER,
  ),
  ...acknowledge(
    "The id of a key is made up when it is created: a condition on its alias names the lake's.",
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    READER,
  ),
  ...acknowledge(
    'Lists what the console offers, which takes no resource; Kumomori-no-wildcard lets no other pass.',
    [pattern('*')],
    READER,
  ),
];
