import type { Acknowledgement } from './acknowledgement';

const OWNER = 'platform';
const EXPIRES = '2027-11-30';

/** Findings that share a reason. */
function acknowledge(
  reason: string,
  ...found: readonly (readonly [id: string, path: string])[]
): Acknowledgement[] {
  return found.map(([id, path]) => ({ id, path, reason, owner: OWNER, expires: EXPIRES }));
}

/** Every finding of the checks at synth that stays, in this one place. An expired one fails the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...acknowledge(
    'A second copy would double the price and leave the region that residency allows: versions, Object Lock and a key that is kept protect the one.',
    ['NIST.800.53.R5-S3BucketReplicationEnabled', 'LogArchive/Raw/Raw/Bucket/Resource'],
    ['NIST.800.53.R5-S3BucketReplicationEnabled', 'LogArchive/Raw/Raw/AccessLog/Bucket/Resource'],
  ),
  ...acknowledge(
    "S3 delivers access logs to a bucket under S3's own key only, without a default Object Lock retention.",
    ['NIST.800.53.R5-S3DefaultEncryptionKMS', 'LogArchive/Raw/Raw/AccessLog/Bucket/Resource'],
    ['Kumomori-bucket-encrypted', 'LogArchive/Raw/Raw/AccessLog/Bucket/Resource'],
    ['Kumomori-bucket-locked', 'LogArchive/Raw/Raw/AccessLog/Bucket/Resource'],
  ),
  ...acknowledge(
    'A function of aws-cdk-lib that empties the buckets of a trial when its stack is deleted; it takes no tags.',
    ['Kumomori-described[tags]', 'LogArchive/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role'],
    ['Kumomori-described[tags]', 'LogArchive/*/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler'],
  ),
];
