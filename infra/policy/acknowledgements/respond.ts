import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const MACHINE_ROLE = 'Security/Respond/Approval/Role/Resource';

export const RESPOND: readonly Acknowledgement[] = [
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    [MACHINE_ROLE],
  ),
  ...acknowledge(
    'Log delivery and X-Ray take no resource; Kumomori-no-wildcard lets no other action pass.',
    [pattern('*')],
    [MACHINE_ROLE],
  ),
  ...acknowledge(
    'Log groups are looked for, not into: the names of those of one account and region.',
    [pattern('arn:<AWS::Partition>:logs:{}:{}:log-group:*')],
    [MACHINE_ROLE],
  ),
];
