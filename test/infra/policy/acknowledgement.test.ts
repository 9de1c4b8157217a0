import { type Acknowledgement, checkAcknowledgements, covers } from '../../../infra/policy/acknowledgement';

const ONE: Acknowledgement = {
  id: 'AwsSolutions-S1',
  path: 'LogArchive/Raw/AccessLog/Bucket/Resource',
  reason: 'It is where access logs go; logging its own access would never end.',
  owner: 'platform',
  expires: '2027-11-30',
};

describe('an acknowledgement', () => {
  it.each<[path: string, constructPath: string, is: boolean]>([
    ['LogArchive/Raw/Bucket', 'LogArchive/Raw/Bucket', true],
    ['LogArchive/Raw/Bucket', 'LogArchive/Raw/Bucket/Resource', false],
    ['LogArchive/*/Bucket', 'LogArchive/Landing-eu-west-1/Bucket', true],
    ['LogArchive/*/Bucket', 'LogArchive/A/B/Bucket', false],
    ['LogArchive/Raw/Bucket/**', 'LogArchive/Raw/Bucket/Policy/Resource', true],
    ['LogArchive/Raw/Bucket/**', 'LogArchive/Raw/Bucket', true],
    ['LogArchive/Raw/Bucket/**', 'LogArchive/Raw/Bucket2', false],
    ['LogArchive/Raw/B.cket', 'LogArchive/Raw/Bucket', false],
  ])('of %s for %s: %s', (path, constructPath, is) => {
    expect(covers({ ...ONE, path }, ONE.id, constructPath)).toBe(is);
  });

  it('is about one rule, and one detail of it', () => {
    const detail = { ...ONE, id: 'AwsSolutions-IAM5[Resource::*]' };

    expect(covers(ONE, 'AwsSolutions-S10', ONE.path)).toBe(false);
    expect(covers(detail, 'AwsSolutions-IAM5[Resource::*]', ONE.path)).toBe(true);
    expect(covers(detail, 'AwsSolutions-IAM5[Action::s3:*]', ONE.path)).toBe(false);
    expect(covers({ ...ONE, id: 'AwsSolutions-IAM5' }, 'AwsSolutions-IAM5[Action::s3:*]', ONE.path)).toBe(
      false,
    );
  });

  it('leaves to the configuration what it names, and nothing else', () => {
    const named = { ...ONE, id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::{}-raw-{}/*]' };

    expect(
      covers(named, 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::acme-raw-1-r/*]', ONE.path),
    ).toBe(true);
    expect(covers(named, 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::*-raw-*/*]', ONE.path)).toBe(
      false,
    );
    expect(covers(named, 'AwsSolutions-IAM5[Resource::*]', ONE.path)).toBe(false);
  });

  it('holds to the end of its last day', () => {
    expect(checkAcknowledgements([ONE], '2027-11-30')).toEqual([]);
    expect(checkAcknowledgements([ONE], '2027-12-01')).toEqual([
      'acknowledgement of AwsSolutions-S1 at LogArchive/Raw/AccessLog/Bucket/Resource: expired on 2027-11-30; ask platform whether it still holds',
    ]);
  });

  it.each<[string, Partial<Acknowledgement>]>([
    ['the path is too wide', { path: 'LogArchive/**' }],
    ['the path is too wide', { path: '*/*/*/*' }],
    ['the reason says too little', { reason: 'ok' }],
    ['names no owner', { owner: ' ' }],
    ['expires must be YYYY-MM-DD', { expires: '2099' }],
  ])('is wrong where %s', (problem, change) => {
    expect(checkAcknowledgements([{ ...ONE, ...change }], '2026-01-01').join()).toContain(problem);
  });
});
