import { Match, type Template } from 'aws-cdk-lib/assertions';
import { archiveTemplates, flat, organization, statements, unordered } from './log-archive-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

const HOME = 'landing-ap-northeast-1';
const AWAY = 'landing-us-east-1';
const ORGANIZATION = { 'aws:SourceOrgID': 'o-a1b2c3d4e5' };
const OWNER = { 's3:x-amz-acl': 'bucket-owner-full-control' };

const templates = archiveTemplates(organization());
const trial = archiveTemplates(organization('', 'trial'));

function of(name: string, all: Record<string, Template> = templates): Template {
  const template = all[name];
  if (!template) {
    throw new Error(`no stack ${name}`);
  }
  return template;
}

describe('the landing buckets', () => {
  it.each([
    [HOME, 'ap-northeast-1'],
    [AWAY, 'us-east-1'],
  ])(
    'are two in each region, under the keys of S3, unlocked, versioned, emptied in time: %s',
    (stack, region) => {
      for (const BucketName of [
        `acme-landing-666666666666-${region}`,
        `aws-waf-logs-acme-666666666666-${region}`,
      ]) {
        of(stack).hasResourceProperties('AWS::S3::Bucket', {
          BucketName,
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          ObjectLockEnabled: Match.absent(),
          ObjectLockConfiguration: Match.absent(),
          VersioningConfiguration: { Status: 'Enabled' },
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          LifecycleConfiguration: {
            Rules: [
              Match.objectLike({ ExpirationInDays: 14, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }),
            ],
          },
          LoggingConfiguration: {
            DestinationBucketName: `acme-access-logs-666666666666-${region}`,
            LogFilePrefix: 'landing/',
          },
        });
      }
    },
  );

  it('have names that S3 takes, of the longest platform name and region', () => {
    const names = [`acme-landing-666666666666-us-east-1`, `aws-waf-logs-acme-666666666666-us-east-1`];

    for (const name of names) {
      const longest = name.length + ('x'.repeat(20).length - 'acme'.length) + ('ap-southeast-1'.length - 9);
      expect(longest).toBeLessThanOrEqual(63);
    }
  });

  it('log who reads and writes them to the bucket of their region, which lets them', () => {
    const names = (region: string) => [
      `arn:P:s3:::acme-landing-666666666666-${region}`,
      `arn:P:s3:::aws-waf-logs-acme-666666666666-${region}`,
    ];
    const allowed = (template: Template) =>
      statements(template, 'AWS::S3::BucketPolicy', 'AccessLogsWrite').AccessLogsWrite;

    expect(allowed(of('raw'))).toMatchObject({
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '666666666666' },
        ArnEquals: { 'aws:SourceArn': names('ap-northeast-1') },
      },
    });
    expect(allowed(of(AWAY))?.Condition).toMatchObject({
      ArnEquals: { 'aws:SourceArn': names('us-east-1') },
    });
    expect(allowed(of(HOME))).toBeUndefined();
  });

  const logs = {
    StringEquals: ORGANIZATION,
    ArnLike: { 'aws:SourceArn': ['arn:P:logs:us-east-1:*:*'] },
  };

  it.each([
    [
      'LoadBalancersWrite',
      'logdelivery.elasticloadbalancing',
      's3:PutObject',
      '/AWSLogs/*/elasticloadbalancing/*',
      {
        StringEquals: ORGANIZATION,
        ArnLike: { 'aws:SourceArn': 'arn:P:elasticloadbalancing:us-east-1:*:loadbalancer/*' },
      },
    ],
    ['DeliveryChecksBucket', 'delivery.logs', ['s3:GetBucketAcl', 's3:ListBucket'], '', logs],
    [
      'DeliveryWrites',
      'delivery.logs',
      's3:PutObject',
      '/AWSLogs/*/elasticloadbalancing/*',
      { ...logs, StringEquals: { ...OWNER, ...ORGANIZATION } },
    ],
    [
      'ConfigChecksBucket',
      'config',
      ['s3:GetBucketAcl', 's3:ListBucket'],
      '',
      { StringEquals: ORGANIZATION },
    ],
    [
      'ConfigWrites',
      'config',
      's3:PutObject',
      '/AWSLogs/*/Config/*',
      { StringEquals: { ...OWNER, ...ORGANIZATION } },
    ],
  ])('let in load balancers of their region, and Config: %s', (sid, service, Action, path, Condition) => {
    const found = statements(of(AWAY), 'AWS::S3::BucketPolicy', 'LoadBalancersWrite');

    expect(unordered(found[sid])).toEqual({
      Sid: sid,
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action,
      Resource: `arn:P:s3:::acme-landing-666666666666-us-east-1${path}`,
      Condition,
    });
  });

  it('let in WAF of their region, to a bucket of the name it asks for, and nobody else', () => {
    const found = statements(of(AWAY), 'AWS::S3::BucketPolicy', 'WAFLogs');

    expect(Object.keys(found).filter((sid) => !sid.startsWith('#'))).toEqual([
      'DeliveryChecksBucket',
      'DeliveryWrites',
    ]);
    expect(found.DeliveryWrites).toMatchObject({
      Resource: 'arn:P:s3:::aws-waf-logs-acme-666666666666-us-east-1/AWSLogs/*/WAFLogs/*',
      Condition: { ...logs, StringEquals: { ...OWNER, ...ORGANIZATION } },
    });
  });

  it.each([
    ['landing: [waf]\n  config: off', ['aws-waf-logs']],
    ['landing: [load_balancers]\n  config: off', ['acme-landing']],
    ['landing: []', ['acme-landing']],
    ['landing: []\n  config: off', []],
  ])('are only what someone writes to: %s', (settings, expected) => {
    const all = archiveTemplates(organization(`  ${settings}\n`));

    const names = Object.values(all[AWAY]?.findResources('AWS::S3::Bucket') ?? {}).map(({ Properties }) =>
      String((Properties as { BucketName: string }).BucketName),
    );

    expect(names.filter((name) => !name.includes('access-logs')).map((name) => name.slice(0, 12))).toEqual(
      expected,
    );
    expect(Object.keys(all.watch?.findResources('AWS::SQS::Queue') ?? {})).toHaveLength(
      expected.length > 0 ? 2 : 0,
    );
  });

  it('lets Config in only where Config is set up', () => {
    const found = statements(
      of(AWAY, archiveTemplates(organization('  config: off\n'))),
      'AWS::S3::BucketPolicy',
      'LoadBalancersWrite',
    );

    expect(Object.keys(found).filter((sid) => sid.startsWith('Config'))).toEqual([]);
  });

  it('outlive their stacks in production, and go with them in a trial', () => {
    of(AWAY).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    of(AWAY, trial).allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    of(AWAY, trial).resourceCountIs('Custom::S3AutoDeleteObjects', 3);
  });
});

describe('what lands', () => {
  const watch = of('watch');

  it('is told of in the home region, from every other one', () => {
    of(HOME).resourceCountIs('AWS::Events::Rule', 0);
    expect(flat(Object.values(of(AWAY).findResources('AWS::Events::Rule'))[0]?.Properties)).toMatchObject({
      EventPattern: {
        source: ['aws.s3'],
        account: ['666666666666'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: {
            name: ['acme-landing-666666666666-us-east-1', 'aws-waf-logs-acme-666666666666-us-east-1'],
          },
        },
      },
      Targets: [{ Arn: 'arn:P:events:ap-northeast-1:666666666666:event-bus/default' }],
    });
    watch.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        detail: {
          bucket: {
            name: [{ prefix: 'acme-landing-666666666666-' }, { prefix: 'aws-waf-logs-acme-666666666666-' }],
          },
        },
      }),
    });
  });

  it('is read, and written to the raw store, by one role and nothing more', () => {
    const role = Object.values(
      watch.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-copy-landing' } }),
    );
    const { Policies } = flat(role[0]?.Properties) as {
      Policies: { PolicyDocument: { Statement: { Sid: string; Action: unknown; Resource: unknown }[] } }[];
    };
    const by = Object.fromEntries(Policies[0]?.PolicyDocument.Statement.map((one) => [one.Sid, one]) ?? []);

    expect(Object.keys(by)).toEqual(['OwnLog', 'ReadLanded', 'WriteRaw', 'ListRaw', 'EncryptRaw']);
    expect(by.ReadLanded?.Resource).toEqual(
      ['acme-landing-666666666666-ap-northeast-1', 'aws-waf-logs-acme-666666666666-ap-northeast-1']
        .concat(['acme-landing-666666666666-us-east-1', 'aws-waf-logs-acme-666666666666-us-east-1'])
        .map((name) => `arn:P:s3:::${name}/*`)
        .sort(),
    );
    expect(by.WriteRaw).toMatchObject({
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:P:s3:::acme-raw-666666666666-ap-northeast-1/AWSLogs/*',
    });
    expect(by.EncryptRaw).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: 'arn:P:kms:ap-northeast-1:666666666666:key/*',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/raw' } },
    });
  });

  it('is tried again, kept as long as it is in the landing bucket, and alarmed when it fails or is late', () => {
    watch.allResourcesProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 86_400,
      SqsManagedSseEnabled: true,
    });
    watch.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: Match.anyValue() },
    });
    watch.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    for (const MetricName of ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage']) {
      watch.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName });
    }
    watch.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
  });

  it('is looked through once a day for what no event told of', () => {
    watch.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-sweep-landing',
      Timeout: 900,
      Environment: {
        Variables: {
          RAW_BUCKET: 'acme-raw-666666666666-ap-northeast-1',
          LANDING_BUCKETS: Match.stringLikeRegexp('us-east-1/aws-waf-logs-acme-666666666666-us-east-1$'),
        },
      },
    });
    watch.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
  });
});
