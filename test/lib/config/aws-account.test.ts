import { AWS, HEAD, problemsOf, resolved } from './support';

const withAws = (more: string, aws = AWS) => `${HEAD}${aws.replace('aws:\n', `aws:\n${more}`)}`;

describe('aws.network', () => {
  it('is off unless it is asked for', () => {
    expect(resolved(withAws('')).aws?.network).toBe('off');
    expect(resolved(withAws('  network: create\n')).aws?.network).toBe('create');
  });

  it.each([
    [
      'a bucket of another region',
      `  network: create\n  log_bucket: existing\n  existing: { log_bucket: { name: logs, account: '222222222222', region: us-east-1 } }\n`,
      'aws.existing.log_bucket.region is out of reach of functions in a network of ap-northeast-1',
    ],
    [
      'a trail in another region',
      `  network: create\n  trail: existing\n  existing: { trail: { arn: 'arn:aws:cloudtrail:us-east-1:222222222222:trail/organization', bucket: { name: logs, account: '222222222222', region: us-east-1 } } }\n`,
      'aws.existing.trail.bucket.region is out of reach',
    ],
  ])('is refused with %s', (_case, more, problem) => {
    expect(problemsOf(withAws(more))).toEqual([expect.stringContaining(problem)]);
  });

  it('is refused without flow logs to keep', () => {
    expect(
      problemsOf(`${withAws('  network: create\n')}sources: { aws-vpc-flow: { enabled: false } }\n`),
    ).toEqual([expect.stringContaining('needs the source aws-vpc-flow')]);
  });

  it('is refused in China', () => {
    const china = AWS.replace('ap-northeast-1', 'cn-north-1');

    expect(problemsOf(withAws('  network: create\n', china))).toEqual([
      expect.stringContaining('is not known to work in China'),
    ]);
  });
});

describe('aws.quotas', () => {
  it('are those of AWS, with more shards in the oldest regions', () => {
    expect(resolved(withAws('')).aws?.quotas).toEqual({
      lambdaConcurrency: 1000,
      lambdaMemoryMb: 10_240,
      kinesisShards: 200,
    });
    const virginia = AWS.replace('ap-northeast-1', 'us-east-1');
    expect(resolved(withAws('', virginia)).aws?.quotas.kinesisShards).toBe(500);
  });

  it('are those that the account was given', () => {
    const given = '  quotas: { lambda_concurrency: 5000, lambda_memory_mb: 3008, kinesis_shards: 1000 }\n';

    expect(resolved(withAws(given)).aws?.quotas).toEqual({
      lambdaConcurrency: 5000,
      lambdaMemoryMb: 3008,
      kinesisShards: 1000,
    });
  });
});
