import type { Finding } from '../problem';
import type { AwsConfig } from '../schema/platform';
import type { Check } from './check';

const NAMED = ['trail', 'log_bucket', 'config'] as const;

/** What is said to exist is named, and nothing is named that is not used. */
export const checkAwsServices: Check = ({ aws }) => (aws ? NAMED.flatMap((name) => checkOne(aws, name)) : []);

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
