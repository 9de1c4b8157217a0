import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';
import { ANALYSTS, INGEST } from './paths';

const COPIES = [
  'LogArchive/Watch/Landing/Copy/Role/Resource',
  'LogArchive/Watch/Landing/Sweep/Role/Resource',
];
const READERS = [
  'LogArchive/Watch/Emergency/Reader/Role/Resource',
  'Security/Integrity/Verify/Role/Resource',
];

export const DATA: readonly Acknowledgement[] = [
  ...acknowledge(
    'The id of a key is made up when it is created: a condition on its alias names the one that is meant.',
    [pattern('arn:<AWS::Partition>:kms:{}:{}:key/*')],
    [...COPIES, ...READERS, ...INGEST, ANALYSTS, 'LogArchive/Watch/Emergency/KeyAdministrator/Role/Resource'],
  ),
  ...acknowledge(
    'Objects of one named bucket.',
    [pattern('arn:<AWS::Partition>:s3:::{}/*')],
    [...COPIES, ...READERS, ...INGEST],
  ),
  ...acknowledge(
    'Objects below one prefix of one named bucket.',
    [pattern('arn:<AWS::Partition>:s3:::{}/AWSLogs/*')],
    COPIES,
  ),
];
