import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const BUCKET = 'Security/Pipeline/Bundles/Bucket/Resource';
const PUBLISHER = 'Security/Pipeline/Bundles/Publisher/Policy/Resource';
/** Functions that look at events with rules. */
const READERS = [
  'Security/Pipeline/Normalize/Normalize/Role/Resource',
  'Security/Stream/Detect/Detect/Role/Resource',
  'Security/Batch/RunBatch/RunBatch/Role/Resource',
];

export const BUNDLES: readonly Acknowledgement[] = [
  ...acknowledge(
    'Versions of published rules in one named bucket: their names are hashes that are not known before.',
    [pattern('arn:<AWS::Partition>:s3:::{}/bundles/*')],
    [PUBLISHER, ...READERS],
  ),
  ...acknowledge(
    'Reading metrics takes no resource; Kumomori-no-wildcard lets no other action pass.',
    [pattern('*')],
    [PUBLISHER],
  ),
  ...acknowledge(
    'Signatures, not locks, say which rules are used, and directories of users must be erasable; versions stay for a year.',
    ['Kumomori-bucket-locked'],
    [BUCKET],
  ),
  ...acknowledge(
    'Functions go on without it with the rules that were deployed, and rules can be published again.',
    ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    [BUCKET],
  ),
];
