import { Match } from 'aws-cdk-lib/assertions';
import { SOURCES } from '../../lib/sources';
import { AWS, AWS_ORGANIZATION, resolved } from '../lib/config/support';
import { pipelineTemplates, spelled } from './pipeline-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const production = pipelineTemplates(platformOf('production', '', AWS_ORGANIZATION));
const trial = pipelineTemplates(platformOf('trial', '', AWS));
const stack = (part: string, all = production) => {
  const found = all[part];
  if (!found) {
    throw new Error(`no stack ${part}; there are ${Object.keys(all).join(', ')}`);
  }
  return found;
};
const pipeline = stack('pipeline');

describe('the lake', () => {
  const lake = { BucketName: 'acme-lake-222222222222-ap-northeast-1' };

  it('is private, versioned, logged, and encrypted with a key of its own', () => {
    pipeline.hasResourceProperties('AWS::S3::Bucket', {
      ...lake,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^LakeKey'), 'Arn'] },
            },
          },
        ],
      },
      PublicAccessBlockConfiguration: Match.objectLike({
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      }),
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: Match.objectLike({ LogFilePrefix: 'lake/' }),
      ObjectLockEnabled: Match.absent(),
    });
    pipeline.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/acme/lake' });
  });

  it('moves rows to colder tiers that queries still read, and never the records of batches', () => {
    const [bucket] = Object.values(pipeline.findResources('AWS::S3::Bucket', { Properties: lake }));
    const rules: Record<string, unknown>[] = bucket?.Properties.LifecycleConfiguration.Rules;

    expect(rules.filter(({ Transitions }) => Transitions !== undefined)).toEqual([
      expect.objectContaining({
        Prefix: 'events/',
        Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 30 }],
      }),
      expect.objectContaining({ Prefix: 'settled/' }),
    ]);
    expect(rules).toContainEqual(
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 7 } }),
    );
  });

  it('is kept in production and goes with a trial', () => {
    pipeline.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain', Properties: lake });
    stack('pipeline', trial).hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete', Properties: lake });
  });
});

describe('the queue of raw objects', () => {
  it('hides a message for six times as long as its reader may run, and gives it up to the dead letters', () => {
    const [fn] = Object.values(
      pipeline.findResources('AWS::Lambda::Function', { Properties: { FunctionName: 'acme-normalize' } }),
    );
    const [queue] = Object.values(
      pipeline.findResources('AWS::SQS::Queue', { Properties: { QueueName: 'acme-ingest' } }),
    );

    expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn?.Properties.Timeout);
    expect(queue?.Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    expect(queue?.Properties.SqsManagedSseEnabled).toBe(true);
  });

  it.each([
    ['startup', 2, 885],
    ['midsize', 5, 1769],
    ['enterprise', 87, 1769],
  ])('starts as many readers as a %s needs, and no more', (volume, readers, memory) => {
    const platform = resolved(`version: 1\nname: acme\nlifecycle: production\nvolume: ${volume}\n\n${AWS}`);
    const template = stack('pipeline', pipelineTemplates(platform));

    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: readers },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 60,
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-normalize',
      ReservedConcurrentExecutions: readers,
      MemorySize: memory,
    });
  });

  it('reserves nothing in a trial, whose account may have too little to reserve from', () => {
    stack('pipeline', trial).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-normalize',
      ReservedConcurrentExecutions: Match.absent(),
    });
  });
});

describe('word of raw objects', () => {
  /** Of sources that are parsed, then of what is collected only; below an account, or at the top of the bucket. */
  const FOLDERS = [
    'CloudTrail',
    'vpcdnsquerylogs',
    'CloudWatchLogs',
    'elasticloadbalancing',
    'WAFLogs',
    'Config',
  ];
  const pattern = (bucket: string) => ({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [bucket] },
      object: {
        key: Match.arrayWith(
          FOLDERS.flatMap((folder) => [{ wildcard: `*/${folder}/*` }, { prefix: `${folder}/` }]),
        ),
      },
    },
  });

  it('comes from the log archive account to the queue, by a role that may do nothing else', () => {
    const events = stack('raw-events');

    events.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: pattern('acme-raw-666666666666-ap-northeast-1'),
      Targets: [Match.objectLike({ RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Role'), 'Arn'] } })],
    });
    events.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-raw-events',
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': '666666666666' } }),
          }),
        ],
      },
      Policies: [
        {
          PolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Action: 'sqs:SendMessage' })] }),
        },
      ],
    });
  });

  it('is asked for by a pattern that EventBridge takes: at most 2,048 characters', () => {
    const [rule] = Object.values(stack('raw-events').findResources('AWS::Events::Rule'));

    expect(JSON.stringify(rule?.Properties.EventPattern).length).toBeLessThan(2048);
  });

  it('is let into the queue from that role alone', () => {
    const policies = Object.values(pipeline.findResources('AWS::SQS::QueuePolicy'));
    const allowed = policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Condition, Action }) => [Action, spelled(Condition?.ArnEquals?.['aws:PrincipalArn'])]);

    expect(allowed).toContainEqual([
      'sqs:SendMessage',
      'arn:${Partition}:iam::666666666666:role/acme-raw-events',
    ]);
  });

  it('stays in the account where there is one', () => {
    expect(Object.keys(trial)).not.toContain('raw-events');
    stack('pipeline', trial).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: pattern('acme-raw-222222222222-ap-northeast-1'),
    });
  });

  it('is left to the sweep where the bucket is in another region', () => {
    const platform = platformOf('production', '', AWS_ORGANIZATION);
    const { aws } = platform;
    if (!aws) {
      throw new Error('the platform has no AWS');
    }
    const logBucket = { name: 'central-logs', account: '666666666666', region: 'us-east-1', prefix: 'o' };
    const templates = pipelineTemplates({
      ...platform,
      aws: { ...aws, existing: { logBucket }, services: { ...aws.services, log_bucket: 'existing' } },
    });

    expect(Object.keys(templates)).not.toContain('raw-events');
    stack('pipeline', templates).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'acme-reconcile',
      Environment: { Variables: { SETTINGS: Match.anyValue() } },
    });
    expect(JSON.stringify(stack('pipeline', templates).toJSON())).toContain(
      '\\"bucket\\":\\"central-logs\\",\\"region\\":\\"us-east-1\\",\\"root\\":\\"o/\\"',
    );
  });

  it('knows the folder of every source of AWS that is parsed', () => {
    for (const { collection } of SOURCES) {
      expect(collection.aws !== undefined).toBe(collection.cloud === 'aws');
      expect(collection.aws?.folders).not.toEqual([]);
    }
  });
});

describe('alerts for programs', () => {
  it('are events on a bus of their own, encrypted with the central key, which nobody outside writes to', () => {
    pipeline.hasResourceProperties('AWS::Events::EventBus', {
      Name: 'acme-findings',
      KmsKeyIdentifier: { 'Fn::GetStackOutput': Match.anyValue() },
    });
    pipeline.resourceCountIs('AWS::Events::EventBusPolicy', 0);
    pipeline.resourceCountIs('AWS::Events::Archive', 0);
  });

  it('are kept for replay where that is asked for', () => {
    const text = AWS_ORGANIZATION.replace('aws:\n', 'aws:\n  event_archive: create\n');

    stack('pipeline', pipelineTemplates(platformOf('production', '', text))).hasResourceProperties(
      'AWS::Events::Archive',
      { ArchiveName: 'acme-findings', RetentionDays: 14 },
    );
  });
});

describe('the pipeline’s alarms', () => {
  it('each tell the operators, and say what to do', () => {
    const alarms = Object.values(pipeline.findResources('AWS::CloudWatch::Alarm'));

    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(spelled(Properties.AlarmDescription)).toMatch(/read|mend|see/);
    }
    // The flood of alerts is a sum, and has no one metric.
    expect(alarms.flatMap(({ Properties }) => Properties.MetricName ?? []).sort()).toEqual([
      'AlertsGivenUp',
      'ApproximateAgeOfOldestMessage',
      'ApproximateAgeOfOldestMessage',
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
      'Errors',
      'Errors',
      'Errors',
      'Invocations',
      'Invocations',
      'Lag',
      'ObjectsMissed',
      'RecordsQuarantined',
    ]);
  });
});
