import { partitionOf } from '../aws-partition';
import type { Finding } from '../problem';
import type { Check } from './check';

/** What a network without a way out cannot reach, where one is asked for. */
export const checkNetwork: Check = ({ aws, sources }) => {
  if (aws === undefined || aws.network === 'off') {
    return [];
  }
  const { home_region: home, existing } = aws;
  const buckets = [
    { bucket: existing.trail?.bucket, at: ['trail', 'bucket', 'region'] },
    { bucket: existing.log_bucket, at: ['log_bucket', 'region'] },
  ];
  return [
    ...buckets.flatMap(({ bucket, at }): Finding[] =>
      bucket === undefined || bucket.region === home
        ? []
        : [
            {
              path: ['aws', 'existing', ...at],
              message: `is out of reach of functions in a network of ${home}, for S3's endpoint leads to its own region, got "${bucket.region}": set aws.network to off`,
            },
          ],
    ),
    ...(sources?.['aws-vpc-flow']?.enabled === false
      ? [
          {
            path: ['aws', 'network'],
            message:
              'needs the source aws-vpc-flow, which keeps the flow logs of the network: switch that on, or set this to off',
          },
        ]
      : []),
    ...(partitionOf(home) === 'aws-cn'
      ? [
          {
            path: ['aws', 'network'],
            message: 'is not known to work in China, whose endpoints have other names: set it to off',
          },
        ]
      : []),
  ];
};
