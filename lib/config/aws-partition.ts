/** AWS is three clouds apart: an account, an organization, an ARN belongs to one. */
export type AwsPartition = 'aws' | 'aws-cn' | 'aws-us-gov';

/** The partition a region is in, by its name. */
export function partitionOf(region: string): AwsPartition {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Where IAM and the other global services of a partition send their events, whichever region they are used from. */
export const GLOBAL_EVENTS_REGION: Readonly<Record<AwsPartition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};
