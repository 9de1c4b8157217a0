import { partitionOf } from '../aws-partition';
import type { Finding } from '../problem';
import type { AwsConfig } from '../schema/platform';
import type { Check } from './check';

const NAMED = ['trail', 'log_bucket', 'config'] as const;
const OF_THE_TRAIL = ['trail_data_events', 'trail_insights'] as const;

/** What is said to exist is named, nothing is named or set that is not used, and all of it is one partition's. */
export const checkAwsServices: Check = ({ aws }) =>
  aws
    ? [
        ...NAMED.flatMap((name) => checkOne(aws, name)),
        ...checkTrail(aws),
        ...checkGuardrails(aws),
        ...checkPartition(aws),
      ]
    : [];

function checkOne(aws: AwsConfig, name: (typeof NAMED)[number]): Finding[] {
  const named = aws.existing[name] !== undefined;
  if (aws[name] === 'existing' && !named) {
    return [
      { path: ['aws', name], message: `is existing, but aws.existing.${name} does not say which: add it` },
    ];
  }
  if (aws[name] !== 'existing' && named) {
    return [
      {
        path: ['aws', 'existing', name],
        message: `is not used, because aws.${name} is ${aws[name]}: set that to existing, or take this out`,
      },
    ];
  }
  return [];
}

function checkTrail(aws: AwsConfig): Finding[] {
  if (aws.trail === 'create') {
    return aws.log_bucket === 'off'
      ? [
          {
            path: ['aws', 'log_bucket'],
            message:
              'is off, but aws.trail is create and needs a bucket: create one, or name an existing one',
          },
        ]
      : [];
  }
  return OF_THE_TRAIL.filter((key) => (key === 'trail_insights' ? aws[key] : aws[key].length > 0)).map(
    (key) => ({
      path: ['aws', key],
      message: `is not used, because aws.trail is ${aws.trail}: set it on that trail, and take this out`,
    }),
  );
}

function checkGuardrails(aws: AwsConfig): Finding[] {
  return aws.guardrail_exempt_roles.flatMap((role, index) =>
    role === '*'
      ? [
          {
            path: ['aws', 'guardrail_exempt_roles', index],
            message: 'lets every role through: name the roles, or set aws.guardrails to off',
          },
        ]
      : [],
  );
}

function checkPartition(aws: AwsConfig): Finding[] {
  const partition = partitionOf(aws.home_region);
  const findings: Finding[] = (aws.regions ?? []).flatMap((region, index) =>
    partitionOf(region) === partition
      ? []
      : [
          {
            path: ['aws', 'regions', index],
            message: `is in partition ${partitionOf(region)}, the home region in ${partition}, got "${region}": give each partition a platform of its own`,
          },
        ],
  );
  if (partition === 'aws-cn' && aws.organizational_units.length > 0) {
    findings.push({
      path: ['aws', 'organizational_units'],
      message:
        'needs CloudFormation StackSets with trusted access to AWS Organizations, which the China regions do not have: take the units out',
    });
  }
  return findings;
}
