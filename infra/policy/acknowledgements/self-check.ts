import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const CANARY = 'Security/SelfCheck/Canary/Canary/Role/Resource';
const WATCH = 'Security/SelfCheck/Watch/Watch/Role/Resource';

export const SELF_CHECK: readonly Acknowledgement[] = [
  ...acknowledge(
    'Records of batches, small and without log content: their names hold batches that are not known before.',
    [pattern('arn:<AWS::Partition>:s3:::{}/state/commits/*')],
    [CANARY, WATCH],
  ),
  ...acknowledge(
    'Notes of the sweep and what the watch remembers, each in a folder of its own.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/state/reconcile/swept/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/state/watch/*'),
    ],
    [WATCH],
  ),
  ...acknowledge(
    'The folder of canaries alone, each named after its source and hour.',
    [pattern('arn:<AWS::Partition>:s3:::{}/canary/*')],
    [CANARY],
  ),
  ...acknowledge(
    'The id of a key is made up when it is created: a condition on its alias names the one that is meant.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [CANARY],
  ),
];
