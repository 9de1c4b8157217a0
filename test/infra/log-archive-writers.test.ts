import { guardDuty } from '../../infra/aws/log-archive/policy/guardduty';
import type { ResolvedAws } from '../../lib/config/resolved';
import { AWS, resolved } from '../lib/config/support';
import {
  allStatements,
  archiveTemplate,
  archiveTemplates,
  organization,
  statements,
  unordered,
} from './log-archive-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const RAW = 'arn:P:s3:::acme-raw-666666666666-ap-northeast-1';
const TRAIL = 'arn:P:cloudtrail:ap-northeast-1:111111111111:trail/acme-organization';
const ORGANIZATION = { 'aws:SourceOrgID': 'o-a1b2c3d4e5' };
const OWNER = { 's3:x-amz-acl': 'bucket-owner-full-control' };
const LOGS = { 'aws:SourceArn': ['arn:P:logs:ap-northeast-1:*:*', 'arn:P:logs:us-east-1:*:*'] };
const DETECTORS = {
  'aws:SourceArn': ['ap-northeast-1', 'us-east-1'].map(
    (region) => `arn:P:guardduty:${region}:222222222222:detector/*`,
  ),
};
const byRole = (...roles: string[]) => {
  const arns = roles.map((role) => `arn:P:iam::222222222222:role/acme-${role}`);
  return {
    ArnEquals: { 'aws:PrincipalArn': arns },
    StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  };
};
const SECURITY = { AWS: 'arn:P:iam::222222222222:root' };

/** Nothing lands: the raw store alone is quicker. */
const ALONE = '  landing: []\n  config: off\n';

const raw = (text = '') => archiveTemplate(organization(text + ALONE), 'raw');
const ofBucket = (text = '') => statements(raw(text), 'AWS::S3::BucketPolicy', 'TrailChecks');
const ofKey = (text = '') => statements(raw(text), 'AWS::KMS::Key');

/** What each writer and reader may do: principal, action, resource, condition, to the letter. */
const BUCKET = {
  TrailChecksBucket: ['cloudtrail', 's3:GetBucketAcl', '', { StringEquals: { 'aws:SourceArn': TRAIL } }],
  TrailWrites: [
    'cloudtrail',
    's3:PutObject',
    ['/AWSLogs/111111111111/*', '/AWSLogs/o-a1b2c3d4e5/*'],
    { StringEquals: { ...OWNER, 'aws:SourceArn': TRAIL } },
  ],
  DeliveryChecksBucket: [
    'delivery.logs',
    ['s3:GetBucketAcl', 's3:ListBucket'],
    '',
    { StringEquals: ORGANIZATION, ArnLike: LOGS },
  ],
  DeliveryWrites: [
    'delivery.logs',
    's3:PutObject',
    ['/AWSLogs/*/vpcflowlogs/*', '/AWSLogs/*/vpcdnsquerylogs/*'],
    { StringEquals: { ...OWNER, ...ORGANIZATION }, ArnLike: LOGS },
  ],
  GuardDutyFindsBucket: [
    'guardduty',
    's3:GetBucketLocation',
    '',
    { StringEquals: { 'aws:SourceAccount': '222222222222' }, ArnLike: DETECTORS },
  ],
  GuardDutyWrites: [
    'guardduty',
    's3:PutObject',
    '/AWSLogs/*/GuardDuty/*',
    { StringEquals: { 'aws:SourceAccount': '222222222222' }, ArnLike: DETECTORS },
  ],
  FirehoseWritesLogs: [
    SECURITY,
    ['s3:PutObject', 's3:AbortMultipartUpload'],
    '/CloudWatchLogs/*',
    byRole('logs-delivery'),
  ],
  FirehoseWritesSecurityHub: [
    SECURITY,
    ['s3:PutObject', 's3:AbortMultipartUpload'],
    '/AWSLogs/222222222222/SecurityHub/*',
    byRole('bus-delivery-securityhub'),
  ],
  FirehoseLists: [
    SECURITY,
    ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    '',
    byRole('logs-delivery', 'bus-delivery-securityhub'),
  ],
  PlatformReads: [
    SECURITY,
    ['s3:GetObject', 's3:GetObjectVersion'],
    '/*',
    byRole('normalize', 'reconcile', 'verify-trail'),
  ],
  PlatformLists: [
    SECURITY,
    ['s3:ListBucket', 's3:GetBucketLocation'],
    '',
    byRole('normalize', 'reconcile', 'verify-trail'),
  ],
  CanaryWrites: [SECURITY, 's3:PutObject', '/canary/*', byRole('canary')],
  OperatorsList: [SECURITY, 's3:ListBucketVersions', '', byRole('operator')],
  OperatorsRestore: [SECURITY, 's3:RestoreObject', '/*', byRole('operator')],
} as const;

const KEY = {
  TrailEncrypts: [
    'cloudtrail',
    'kms:GenerateDataKey*',
    { StringEquals: { 'aws:SourceArn': TRAIL, 'kms:EncryptionContext:aws:cloudtrail:arn': TRAIL } },
  ],
  TrailChecksKey: ['cloudtrail', 'kms:DescribeKey', { StringEquals: { 'aws:SourceArn': TRAIL } }],
  DeliveryEncrypts: [
    'delivery.logs',
    ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey'],
    { StringEquals: ORGANIZATION, ArnLike: LOGS },
  ],
  GuardDutyEncrypts: [
    'guardduty',
    'kms:GenerateDataKey',
    { StringEquals: { 'aws:SourceAccount': '222222222222' }, ArnLike: DETECTORS },
  ],
  GuardDutyExportFindsKey: [
    SECURITY,
    'kms:DescribeKey',
    byRole('guardduty-export-ap-northeast-1', 'guardduty-export-us-east-1'),
  ],
  FirehoseEncrypts: [
    SECURITY,
    ['kms:GenerateDataKey', 'kms:Decrypt'],
    byRole('logs-delivery', 'bus-delivery-securityhub'),
  ],
  PlatformDecrypts: [SECURITY, 'kms:Decrypt', byRole('normalize', 'reconcile', 'verify-trail')],
  CanaryEncrypts: [SECURITY, 'kms:GenerateDataKey', byRole('canary')],
} as const;

const principal = (who: string | object) =>
  typeof who === 'string' ? { Service: `${who}.amazonaws.com` } : who;

describe("the raw bucket's and its key's policies", () => {
  const bucket = ofBucket('  cloudwatch_logs: create\n');
  const key = ofKey('  cloudwatch_logs: create\n');

  it.each(Object.entries(BUCKET))('of the bucket: %s', (sid, [who, action, paths, condition]) => {
    const at = (path: string) => `<RawBucket>${path}`;
    const resource = typeof paths === 'string' ? at(paths) : paths.map(at);

    const expected = { Sid: sid, Effect: 'Allow', Principal: principal(who), Condition: condition };

    expect(unordered(named(bucket[sid]))).toEqual(
      unordered({ ...expected, Action: action, Resource: resource }),
    );
  });

  it.each(Object.entries(KEY))('of the key: %s', (sid, [who, action, condition]) => {
    const expected = { Sid: sid, Effect: 'Allow', Principal: principal(who), Condition: condition };

    expect(unordered(key[sid])).toEqual(unordered({ ...expected, Action: action, Resource: '*' }));
  });

  it('say nothing else but TLS, the account, and who may not destroy the key', () => {
    expect(Object.keys(bucket).filter((sid) => !sid.startsWith('#'))).toEqual(Object.keys(BUCKET));
    expect(Object.keys(key).filter((sid) => !sid.startsWith('#'))).toEqual([
      ...Object.keys(KEY),
      'NobodyElseDestroysKey',
      'NobodyElseOpensKey',
    ]);
  });

  it.each([
    ['trail: off', 'Trail'],
    ['guardduty: off', 'GuardDuty'],
    ['guardduty: existing', 'GuardDuty'],
    ['cloudwatch_logs: off', 'FirehoseWritesLogs'],
  ])('say nothing of what is not set up: %s', (setting, sid) => {
    const template = raw(`  ${setting}\n`);

    const all = [
      ...Object.keys(statements(template, 'AWS::S3::BucketPolicy', 'DeliveryChecks')),
      ...Object.keys(statements(template, 'AWS::KMS::Key')),
    ];

    expect(all).toContain('DeliveryWrites');
    expect(all.filter((name) => name.startsWith(sid))).toEqual([]);
  });

  it('name GuardDuty as it is called in regions that have to be asked for', () => {
    const platform = organization(ALONE);
    const aws = platform.aws && { ...platform.aws, regions: ['ap-northeast-1', 'ap-east-1'] };
    const { bucket } = guardDuty({ platform, aws: aws as ResolvedAws, partition: 'P', bucket: 'raw' });

    expect(bucket.map((statement) => statement.Principal)).toEqual(
      bucket.map(() => ({ Service: ['guardduty.amazonaws.com', 'guardduty.ap-east-1.amazonaws.com'] })),
    );
  });

  it('name the account in place of the organization, where there is none', () => {
    const template = archiveTemplate(
      resolved(`version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${AWS}`),
      'raw',
    );

    const found = statements(template, 'AWS::S3::BucketPolicy', 'TrailChecks');

    expect(found.DeliveryWrites?.Condition).toEqual({
      StringEquals: { ...OWNER, 'aws:SourceAccount': ['222222222222'] },
      ArnLike: { 'aws:SourceArn': ['arn:P:logs:ap-northeast-1:*:*'] },
    });
    expect(found.TrailWrites?.Condition).toEqual({
      StringEquals: {
        ...OWNER,
        'aws:SourceArn': 'arn:P:cloudtrail:ap-northeast-1:222222222222:trail/acme-organization',
      },
    });
    expect(found.PlatformReads?.Condition).toEqual({
      ArnEquals: {
        'aws:PrincipalArn': ['normalize', 'reconcile', 'verify-trail'].map(
          (role) => `arn:P:iam::222222222222:role/acme-${role}`,
        ),
      },
    });
  });

  it('keep the key from everyone but its administrator in production; a trial may delete its own', () => {
    const administrator = 'arn:P:iam::666666666666:role/acme-raw-key-administrator';
    const trial = statements(archiveTemplate(organization('', 'trial'), 'raw'), 'AWS::KMS::Key');

    expect(key.NobodyElseDestroysKey).toEqual({
      Sid: 'NobodyElseDestroysKey',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': administrator } },
    });
    expect(key.NobodyElseOpensKey?.Condition).toEqual({
      ArnNotEquals: {
        'aws:PrincipalArn': [
          administrator,
          'arn:P:iam::666666666666:role/cdk-hnb659fds-cfn-exec-role-666666666666-ap-northeast-1',
        ],
      },
    });
    expect(Object.keys(trial)).not.toContain('NobodyElseDestroysKey');
  });
});

describe('every policy of the log archive', () => {
  it.each(['production', 'trial'] as const)(
    'lets nobody in by `*`, and no other account or service without a condition: %s',
    (lifecycle) => {
      const found = Object.values(archiveTemplates(organization('  cloudwatch_logs: create\n', lifecycle)))
        .flatMap(allStatements)
        .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal !== undefined);

      const unbound = found.filter(({ Principal, Condition }) => {
        const text = JSON.stringify(Principal);
        const own = text.includes('666666666666') || /"<[A-Za-z0-9]+>"/.test(text);
        return Condition === undefined && !own && !text.includes('lambda.amazonaws.com');
      });

      expect(found.filter(({ Principal }) => /"\*"/.test(JSON.stringify(Principal)))).toEqual([]);
      expect(unbound).toEqual([]);
    },
  );

  it.each([
    ['an organization of 500 accounts', organizationOf(500, 20)],
    ['200 accounts without one', accountsOf(200, 20)],
  ])('fits S3 and KMS in 20 regions: %s', (_, platform) => {
    const templates = archiveTemplates(platform);

    for (const [name, template] of Object.entries(templates)) {
      const json = template.toJSON();
      for (const type of ['AWS::S3::BucketPolicy', 'AWS::KMS::Key']) {
        for (const resource of Object.values(template.findResources(type))) {
          const limit = type === 'AWS::KMS::Key' ? 32_768 : 20_480;
          expect([name, JSON.stringify(resource.Properties).length < limit]).toEqual([name, true]);
        }
      }
      expect(Object.keys(json.Resources ?? {}).length).toBeLessThan(100);
      expect(JSON.stringify(json).length).toBeLessThan(500_000);
    }
    expect(Object.keys(templates)).toHaveLength(22);
  });

  it('refuses more accounts than a policy can list', () => {
    expect(() => archiveTemplates(accountsOf(2000, 1))).toThrow(
      /the policy of bucket acme-\S+ has \d+ bytes, S3 takes 20480: name aws\.organization_id/,
    );
  });

  it.each(['ap-northeast-1', 'cn-north-1', 'us-gov-west-1'])('names no partition: %s', (region) => {
    const platform = platformOf('production', '', AWS.replace('ap-northeast-1', region));

    for (const template of Object.values(archiveTemplates(platform))) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(/arn:aws/);
    }
  });
});

function regionsOf(count: number): string {
  const regions = Array.from({ length: count }, (_, index) =>
    `ap-southeast-${index % 10}`.replace('ap', index < 10 ? 'ap' : 'eu'),
  );
  return `regions: [${regions.join(', ')}]\n  home_region: ap-southeast-0`;
}

function list(count: number): string {
  const ids = Array.from({ length: count }, (_, index) => String(333_333_300_000 + index));
  return ids.map((id) => `    - { name: A${id}, id: '${id}' }\n`).join('');
}

function organizationOf(accounts: number, regions: number) {
  return resolved(`version: 1\nname: acme\nlifecycle: production\nvolume: startup\naws:
  organization_id: o-a1b2c3d4e5
  cloudwatch_logs: create
  ${regionsOf(regions)}
  accounts:
    - { name: Management, id: '111111111111', role: management }
    - { name: Security, id: '222222222222', role: security }
${list(accounts)}`);
}

function accountsOf(accounts: number, regions: number) {
  return resolved(`version: 1\nname: acme\nlifecycle: production\nvolume: startup\naws:
  ${regionsOf(regions)}
  accounts:
    - { name: Security, id: '222222222222', role: security }
${list(accounts)}`);
}

/** With the raw bucket's ARN, by reference or by name, as `<RawBucket>`. */
function named(statement: unknown): object {
  return JSON.parse(JSON.stringify(statement ?? null).replaceAll(RAW, '<RawBucket>'));
}
