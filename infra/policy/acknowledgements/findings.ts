import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const EXPORT = 'Security/*/GuardDuty/Export';

/** The export of GuardDuty's findings. */
export const FINDINGS: readonly Acknowledgement[] = [
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [`${EXPORT}/Role/Resource`, `${EXPORT}/Key/CustomResourcePolicy/Resource`],
  ),
  ...acknowledge(
    'The id of the raw store’s key is made up in another account; the condition names it by its alias.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [`${EXPORT}/Role/Resource`],
  ),
];
