import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const RUNNER = 'Security/Batch/RunBatch/RunBatch/Role/Resource';
const SPARK = 'Security/Batch/Spark/Role/Resource';

export const BATCH: readonly Acknowledgement[] = [
  ...acknowledge(
    'Objects below folders of the lake: their names hold hours, days and baselines that are not known before.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/events/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/state/baselines/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/state/batch/*'),
    ],
    [RUNNER, SPARK],
  ),
  ...acknowledge(
    'What it found, and what its own queries gave, each in a folder of its own.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/state/findings/*'),
      pattern('arn:<AWS::Partition>:s3:::{}-query-results-{}/batch-runner/*'),
    ],
    [RUNNER],
  ),
  ...acknowledge(
    'EMR Serverless looks for the log group among all of the account and region; it writes to this one alone.',
    [pattern('arn:<AWS::Partition>:logs:{}:{}:log-group:*')],
    [SPARK],
  ),
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [SPARK, 'Security/Batch/Schedules/Role/Resource'],
  ),
  ...acknowledge(
    "Names of folders and errors of Spark, no log content: CloudWatch Logs' own key encrypts it.",
    ['NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
    ['Security/Batch/Spark/Log/Resource'],
  ),
];
