import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatPolicyAdditions, policyAdditions } from '../../infra/aws/log-archive/policy/existing-bucket';
import { loadPlatform } from '../../infra/load-platform';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { archiveTemplates, organization } from './log-archive-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const EXAMPLES = join(__dirname, '../../infra/config/examples');
const example = (name: string) => loadPlatform(join(EXAMPLES, `${name}.yaml`));

function additions(platform: ResolvedPlatform) {
  if (!platform.aws) {
    throw new Error('the example has no AWS');
  }
  return policyAdditions(platform, platform.aws);
}

describe('the examples', () => {
  it.each([
    ['trial', ['raw', 'watch', 'landing-ap-northeast-1', 'landing-us-east-1']],
    ['two-account', ['raw', 'watch', 'landing-ap-northeast-1', 'landing-us-east-1']],
    ['control-tower', []],
    ['landing-zone-accelerator', []],
  ])('have the archive they need, and none beside the one there is: %s', (name, stacks) => {
    expect(Object.keys(archiveTemplates(example(name)))).toEqual(stacks);
  });

  it('are all tested', () => {
    expect(readdirSync(EXAMPLES).sort()).toEqual([
      'control-tower.yaml',
      'landing-zone-accelerator.yaml',
      'trial.yaml',
      'two-account.yaml',
    ]);
  });
});

describe('what the owners of an existing bucket add', () => {
  it('is nothing where the bucket is ours', () => {
    expect(additions(organization())).toBeUndefined();
  });

  it("is below Control Tower's prefix, and says nothing of the trail and of Config, which write there already", () => {
    const found = additions(example('control-tower'));

    expect(found?.bucket).toBe('aws-controltower-logs-666666666666-ap-northeast-1');
    expect(found?.bucketStatements.map(({ Sid }) => Sid)).toEqual([
      'DeliveryChecksBucket',
      'DeliveryWrites',
      'GuardDutyFindsBucket',
      'GuardDutyWrites',
      'FirehoseWritesSecurityHub',
      'FirehoseLists',
      'PlatformReads',
      'PlatformLists',
      'OperatorsList',
      'OperatorsRestore',
    ]);
    expect(found?.bucketStatements[1]).toMatchObject({
      Resource: [
        'arn:aws:s3:::aws-controltower-logs-666666666666-ap-northeast-1/o-a1b2c3d4e5/AWSLogs/*/vpcflowlogs/*',
        'arn:aws:s3:::aws-controltower-logs-666666666666-ap-northeast-1/o-a1b2c3d4e5/AWSLogs/*/vpcdnsquerylogs/*',
      ],
      Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    });
    expect(found?.key?.arn).toBe(
      'arn:aws:kms:ap-northeast-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000003',
    );
    expect(found?.key?.statements.map(({ Sid }) => Sid)).toEqual([
      'DeliveryEncrypts',
      'GuardDutyEncrypts',
      'FirehoseEncrypts',
      'PlatformDecrypts',
    ]);
  });

  it("is in the accelerator's partition, and leaves out services that are there", () => {
    const found = additions(example('landing-zone-accelerator'));

    expect(found?.bucketStatements.map(({ Sid }) => Sid)).toEqual([
      'DeliveryChecksBucket',
      'DeliveryWrites',
      'FirehoseWritesSecurityHub',
      'FirehoseLists',
      'PlatformReads',
      'PlatformLists',
      'OperatorsList',
      'OperatorsRestore',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/arn:aws:/);
    expect(found?.bucketStatements[2]?.Principal).toEqual({ AWS: 'arn:aws-us-gov:iam::222222222222:root' });
  });

  it('has the trail and Config where they are ours and the bucket is not; a key only where there is one', () => {
    const platform = organization(
      "  log_bucket: existing\n  existing: { log_bucket: { name: logs-of-acme, account: '666666666666', region: cn-north-1 } }\n",
    );

    const found = additions(platform);

    expect(found?.bucketStatements.map(({ Sid }) => Sid)).toEqual(
      expect.arrayContaining(['TrailWrites', 'ConfigWrites']),
    );
    expect(found?.bucketStatements[0]?.Resource).toBe('arn:aws-cn:s3:::logs-of-acme');
    expect(found?.key).toBeUndefined();
  });

  it('prints as JSON a policy takes', () => {
    const found = additions(example('control-tower'));
    const text = found ? formatPolicyAdditions(found) : '';
    const [, bucket = '', key = ''] = text.split(/^# .*$/m);

    expect(text).toMatch(/^# Add to the policy of bucket aws-controltower-logs-/);
    expect(JSON.parse(bucket)).toEqual(found?.bucketStatements);
    expect(JSON.parse(key)).toEqual(found?.key?.statements);
  });
});
