import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const ROLES = 'Security/Stream/*/Role/Resource';
const DETECT = 'Security/Stream/Detect/Detect/Role/Resource';

export const STREAM: readonly Acknowledgement[] = [
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [ROLES],
  ),
  ...acknowledge(
    'The id of a key is made up when it is created: a condition on its alias names the one that is meant.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [ROLES, DETECT],
  ),
  ...acknowledge(
    'Objects below one folder of one named bucket.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/CloudWatchLogs/{}/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/AWSLogs/{}/SecurityHub/{}/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/{}/AWSLogs/{}/SecurityHub/{}/*'),
    ],
    [ROLES],
  ),
  ...acknowledge(
    'Lambda makes up the names of the batches it puts there.',
    [pattern('<FailedBucketF49D5B70.Arn>/aws/lambda/*')],
    [DETECT],
  ),
  ...acknowledge(
    'Small records of what is usual, one a baseline and day.',
    [pattern('arn:<AWS::Partition>:s3:::{}/state/baselines/*')],
    [DETECT],
  ),
  ...acknowledge(
    'The key of the security account, of which there is one: its users are named, for this one stream, which the key of Kinesis could not do.',
    ['AwsSolutions-KDS3'],
    ['Security/Stream/Events/Stream/Resource', 'Security/Stream/Logs/Stream/Resource'],
  ),
  ...acknowledge(
    'It reads a stream that is encrypted, and keeps nothing of its own.',
    ['AwsSolutions-KDF1'],
    ['Security/Stream/LogsToRaw/Stream'],
  ),
  ...acknowledge(
    'It is the dead letter queue, of rules that could not deliver, and gets word of batches that failed.',
    ['AwsSolutions-SQS3'],
    ['Security/Stream/DeadLetters/Queue/Resource'],
  ),
  ...acknowledge(
    'Streams call it: what failed for good they put into a bucket, whole, and an alarm tells of it.',
    ['NIST.800.53.R5-LambdaDLQ'],
    ['Security/Stream/Detect/Detect/Function/Resource'],
  ),
  ...acknowledge(
    'Batches that failed are gone in two weeks, and the raw store has what is in them; CloudTrail names who asked for the key.',
    [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'Kumomori-bucket-locked',
    ],
    ['Security/Stream/Failed/Bucket/Resource'],
  ),
  ...acknowledge(
    "Names of objects and errors, no log content: CloudWatch Logs' own key encrypts it.",
    ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    ['Security/Stream/*/Errors/Resource'],
  ),
];
