import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const OPERATOR = ['Security/Query/Operator/Policy/Resource'];

export const OPERATOR_GRANTS: readonly Acknowledgement[] = [
  ...acknowledge(
    'Any raw object may have to be brought back from the archive, which gives nobody its content.',
    [pattern('arn:<AWS::Partition>:s3:::{}/*')],
    OPERATOR,
  ),
  ...acknowledge(
    'Small records, one a batch: their keys are digests that are not known before.',
    [
      pattern('arn:<AWS::Partition>:s3:::{}/state/replays/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/state/commits/*'),
      pattern('arn:<AWS::Partition>:s3:::{}/state/manifests/*'),
    ],
    OPERATOR,
  ),
];
