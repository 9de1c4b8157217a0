import { addAwsStacks } from '../../infra/aws-app';
import { AWS, resolved } from '../lib/config/support';
import { quickApp, removeOutputs } from './support';

afterAll(removeOutputs);

/** Synthesizes a platform of a volume whose account has these quotas. */
function synthesize(volume: string, quotas: string, lifecycle = 'production'): void {
  const aws = AWS.replace('aws:\n', `aws:\n  quotas: ${quotas}\n`);
  const app = quickApp();
  addAwsStacks(app, resolved(`version: 1\nname: acme\nlifecycle: ${lifecycle}\nvolume: ${volume}\n${aws}`));
  app.synth();
}

describe('quotas of the account', () => {
  it.each(['startup', 'midsize', 'enterprise'])('as AWS gives them do for a %s', (volume) => {
    expect(() => synthesize(volume, '{}')).not.toThrow();
  });

  it('of a new account do for a trial, which reserves nothing', () => {
    expect(() =>
      synthesize('startup', '{ lambda_concurrency: 10, lambda_memory_mb: 3008 }', 'trial'),
    ).not.toThrow();
  });

  it.each([
    [
      'runs at once, with those that Lambda keeps',
      '{ lambda_concurrency: 150 }',
      /account 222222222222 in ap-northeast-1: functions reserve so many runs at once: (\d+), and the quota "Lambda, Concurrent executions" is 150: raise it to at least (\d+) in Service Quotas and say so by aws.quotas.lambda_concurrency: \2/,
    ],
    [
      'memory',
      '{ lambda_memory_mb: 1024 }',
      /a function has so many MB of memory: \d+, .* aws.quotas.lambda_memory_mb: \d+/,
    ],
    [
      'shards',
      '{ kinesis_shards: 50 }',
      /streams have so many shards: 70, and the quota "Kinesis Data Streams, Shards per Region" is 50/,
    ],
  ])('that are too small fail the synthesis, and say which to raise: %s', (_what, quotas, problem) => {
    expect(() => synthesize('enterprise', quotas)).toThrow(problem);
  });

  it('that are named as needed pass', () => {
    const problem = (() => {
      try {
        synthesize('enterprise', '{ lambda_concurrency: 150 }');
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    const [, needed] = /aws.quotas.lambda_concurrency: (\d+)/.exec(problem) ?? [];

    expect(() => synthesize('enterprise', `{ lambda_concurrency: ${needed} }`)).not.toThrow();
    expect(() => synthesize('enterprise', `{ lambda_concurrency: ${Number(needed) - 1} }`)).toThrow();
  });
});
