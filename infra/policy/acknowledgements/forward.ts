import { acknowledge, pattern } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

const FORWARD = 'Security/Pipeline/Forward/Forward/Role/Resource';

export const FORWARDING: readonly Acknowledgement[] = [
  ...acknowledge(
    'Parcels of the outbox: their names hold batches that are not known before.',
    [pattern('<LakeBucketB1D32E10.Arn>/forward/*')],
    ['Security/Pipeline/Normalize/Normalize/Role/Resource', FORWARD],
  ),
  ...acknowledge(
    'Events that a destination refused, under the names of their parcels.',
    [pattern('<LakeBucketB1D32E10.Arn>/quarantine/forward/*')],
    [FORWARD],
  ),
];
