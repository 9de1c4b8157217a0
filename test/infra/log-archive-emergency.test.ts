import { Match } from 'aws-cdk-lib/assertions';
import { AWS, resolved } from '../lib/config/support';
import { archiveTemplate, flat, organization, statements } from './log-archive-support';
import { removeOutputs } from './support';

afterAll(removeOutputs);

interface Role {
  readonly RoleName: string;
  readonly MaxSessionDuration: number;
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly object[] };
  readonly Policies: readonly {
    readonly PolicyDocument: { readonly Statement: readonly { Sid: string }[] };
  }[];
}

const watch = archiveTemplate(organization('  landing: []\n  config: off\n'), 'watch');
const trial = archiveTemplate(
  resolved(`version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${AWS}`),
  'watch',
);

function role(RoleName: string, template = watch): Role {
  const [found] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName } }));
  return flat(found?.Properties) as Role;
}

const KEY = {
  Resource: 'arn:P:kms:ap-northeast-1:666666666666:key/*',
  Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/raw' } },
};

describe('emergency access to the raw store', () => {
  it.each(['acme-break-glass-reader', 'acme-raw-key-administrator'])(
    'is for an hour, from the security account, by its permission set or with a second factor: %s',
    (name) => {
      const found = role(name);
      const common = {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: 'arn:P:iam::222222222222:root' },
      };
      const organization = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };

      expect(found.MaxSessionDuration).toBe(3600);
      expect(found.AssumeRolePolicyDocument.Statement).toEqual([
        {
          ...common,
          Condition: {
            StringEquals: organization,
            ArnLike: {
              'aws:PrincipalArn':
                'arn:P:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_acme-break-glass_*',
            },
          },
        },
        {
          ...common,
          Condition: {
            StringEquals: organization,
            ArnLike: { 'aws:PrincipalArn': 'arn:P:iam::222222222222:user/acme-break-glass/*' },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          },
        },
      ]);
    },
  );

  it('asks for no organization where there is none', () => {
    const [first] = role('acme-break-glass-reader', trial).AssumeRolePolicyDocument.Statement;

    expect(first).not.toHaveProperty('Condition.StringEquals');
  });

  it('reads and lists raw logs, decrypts them, and changes nothing', () => {
    const [policy] = role('acme-break-glass-reader').Policies;

    expect(policy?.PolicyDocument.Statement).toEqual([
      {
        Sid: 'ListRaw',
        Effect: 'Allow',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'],
        Resource: 'arn:P:s3:::acme-raw-666666666666-ap-northeast-1',
      },
      {
        Sid: 'ReadRaw',
        Effect: 'Allow',
        Action: [
          's3:GetObject',
          's3:GetObjectAttributes',
          's3:GetObjectRetention',
          's3:GetObjectVersion',
          's3:RestoreObject',
        ],
        Resource: 'arn:P:s3:::acme-raw-666666666666-ap-northeast-1/*',
      },
      { Sid: 'DecryptRaw', Effect: 'Allow', Action: 'kms:Decrypt', ...KEY },
    ]);
  });

  it('destroys the key by another role, which reads nothing', () => {
    const [policy] = role('acme-raw-key-administrator').Policies;

    expect(policy?.PolicyDocument.Statement).toEqual([
      {
        Sid: 'DestroyRawKey',
        Effect: 'Allow',
        Action: [
          'kms:CancelKeyDeletion',
          'kms:DescribeKey',
          'kms:DisableKey',
          'kms:EnableKey',
          'kms:ScheduleKeyDeletion',
        ],
        ...KEY,
      },
    ]);
  });

  it('is told of when a role is assumed, and when it uses a key, reading calls included', () => {
    const rules = Object.values(watch.findResources('AWS::Events::Rule')).map((rule) =>
      flat(rule.Properties),
    );
    const roles = [
      expect.stringContaining('EmergencyReader'),
      expect.stringContaining('EmergencyKeyAdministrator'),
    ];
    const common = {
      State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      Targets: [
        {
          Id: 'people',
          Arn: expect.stringContaining('AlarmsTopic'),
          InputTransformer: {
            InputPathsMap: expect.objectContaining({ who: '$.detail.userIdentity.arn' }),
            InputTemplate: expect.stringMatching(
              /^"Someone (assumed|uses) [^"]*<role>"\n"By <who> .*\n"Runbook: infra\/aws\/RUNBOOKS\.md#someone-broke-the-glass"$/s,
            ),
          },
        },
      ],
    };

    expect(rules).toEqual([
      expect.objectContaining({
        ...common,
        EventPattern: {
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: {
            eventSource: ['sts.amazonaws.com'],
            eventName: ['AssumeRole'],
            requestParameters: { roleArn: roles },
          },
        },
      }),
      expect.objectContaining({
        ...common,
        EventPattern: {
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: {
            eventSource: ['kms.amazonaws.com'],
            userIdentity: { sessionContext: { sessionIssuer: { arn: roles } } },
          },
        },
      }),
    ]);
  });
});

describe("the archive's alarms", () => {
  it('go to a topic under a key of its own, which EventBridge and CloudWatch may use for this topic only', () => {
    const publishers = { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] };

    expect(statements(watch, 'AWS::KMS::Key').AlarmsEncrypt).toMatchObject({
      Principal: { Service: expect.arrayContaining(publishers.Service) },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: {
        StringEquals: {
          'kms:EncryptionContext:aws:sns:topicArn':
            'arn:P:sns:ap-northeast-1:666666666666:acme-log-archive-alarms',
        },
      },
    });
    expect(statements(watch, 'AWS::SNS::TopicPolicy').AlarmsPublish).toMatchObject({
      Principal: { Service: expect.arrayContaining(publishers.Service) },
      Action: 'sns:Publish',
      Condition: {
        ArnLike: {
          'aws:SourceArn': [
            'arn:P:events:ap-northeast-1:666666666666:rule/*',
            'arn:P:cloudwatch:ap-northeast-1:666666666666:alarm:*',
          ],
        },
      },
    });
  });

  it('take no message in the clear', () => {
    watch.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('keep their key in production, and leave with their stack in a trial', () => {
    watch.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
    trial.allResources('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });
});
