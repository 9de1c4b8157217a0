import { generateKeyPairSync } from 'node:crypto';
import { Match } from 'aws-cdk-lib/assertions';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { grantsOf, spelled } from './pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const KEY = generateKeyPairSync('ed25519')
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');
const templates = awsTemplates(
  platformOf('production', `detections: { bundle: { keys: [${KEY}] } }`, AWS_ORGANIZATION),
);
const BUCKET = 'acme-bundles-222222222222-ap-northeast-1';
const PUBLISHER = 'arn:${Partition}:iam::222222222222:role/acme-publisher';

function stack(part: string) {
  const found = templates[`acme-aws-${part}`];
  if (!found) {
    throw new Error(`no stack ${part}`);
  }
  return found;
}

describe('the bucket of published rules', () => {
  it('is there only where the configuration says whom to trust', () => {
    const without = awsTemplates(platformOf('production', '', AWS));
    const [buckets, roles] = ['AWS::S3::Bucket', 'AWS::IAM::Role'].map((type) =>
      JSON.stringify(Object.values(without).map((one) => one.findResources(type))),
    );

    expect(buckets).not.toContain('-bundles-');
    expect(roles).not.toContain('acme-publisher');
  });

  it('is private, encrypted, logged, and keeps versions', () => {
    stack('pipeline').hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BucketName: BUCKET,
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: Match.objectLike({ LogFilePrefix: 'bundles/' }),
      }),
    });
  });

  it('takes writes from publishers alone, and files of a version once', () => {
    const [policy] = Object.values(stack('pipeline').findResources('AWS::S3::BucketPolicy')).filter(
      ({ Properties }) => JSON.stringify(Properties.Bucket).includes('Bundles'),
    );
    const denials = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect, Action }: Record<string, unknown>) => Effect === 'Deny' && Action === 's3:PutObject',
    );

    expect(denials).toEqual([
      expect.objectContaining({
        Principal: { AWS: '*' },
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': expect.anything() } },
      }),
      expect.objectContaining({ Condition: { Null: { 's3:if-none-match': 'true' } } }),
    ]);
    expect(spelled(denials[0].Condition.ArnNotEquals['aws:PrincipalArn'])).toBe(PUBLISHER);
    expect(spelled(denials[1].Resource)).toMatch(/\/bundles\/\*\/\*$/);
  });

  it('can be written by no function', () => {
    const writers = Object.entries(templates).flatMap(([name, template]) =>
      Object.values(template.findResources('AWS::IAM::Role'))
        .map(({ Properties }) => String(Properties.RoleName))
        .filter((role) =>
          grantsOf(template, role).some(
            ({ actions, resources }) =>
              actions.some((action) => /^s3:(Put|Delete)/.test(action)) &&
              resources.some((resource) => resource.includes(BUCKET)),
          ),
        )
        .map((role) => `${name} ${role}`),
    );

    expect(writers).toEqual([]);
  });
});

describe('publishers', () => {
  it('write bundles, read them back, and what functions use; nothing else', () => {
    const [policy] = Object.values(
      stack('pipeline').findResources('AWS::IAM::ManagedPolicy', {
        Properties: { ManagedPolicyName: 'acme-publisher' },
      }),
    );
    const statements: Record<string, unknown>[] = policy?.Properties.PolicyDocument.Statement;

    expect(statements.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['Bundles', ['s3:GetObject', 's3:PutObject']],
      ['ListBundles', 's3:ListBucket'],
      ['BundleKey', ['kms:Decrypt', 'kms:GenerateDataKey']],
      ['Status', 'cloudwatch:GetMetricStatistics'],
    ]);
    expect(JSON.stringify(statements[2])).toContain('kms:EncryptionContext:aws:s3:arn');
  });

  it('are people who signed in with a second factor', () => {
    stack('pipeline').hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'acme-publisher',
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({
            Condition: Match.objectLike({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
          }),
          Match.objectLike({
            Condition: Match.objectLike({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
          }),
        ],
      }),
    });
  });
});

describe.each([
  ['pipeline', 'normalize'],
  ['stream', 'detect'],
  ['batch', 'run-batch'],
])('in %s, %s', (part, handler) => {
  it('reads bundles, and keeps the last good one', () => {
    const granted = grantsOf(stack(part), `acme-${handler}`).filter(({ sid }) => /Bundle/.test(sid));

    expect(granted.map(({ actions, condition }) => [actions, condition])).toEqual([
      [['s3:GetObject'], undefined],
      [['s3:ListBucket'], undefined],
      [['kms:Decrypt'], expect.anything()],
      [
        ['dynamodb:GetItem', 'dynamodb:PutItem'],
        { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['rules'] } },
      ],
      [expect.arrayContaining(['kms:Decrypt']), expect.anything()],
    ]);
  });

  it('is told of the bucket, and tells operators of what it refuses', () => {
    expect(JSON.stringify(stack(part).findResources('AWS::Lambda::Function'))).toContain(
      `\\"bundles\\":\\"${BUCKET}\\"`,
    );
    stack(part).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'BundleRefused',
      Dimensions: [{ Name: 'service', Value: handler }],
      AlarmDescription: Match.stringLikeRegexp('kumomori rules rollback'),
      AlarmActions: [Match.anyValue()],
    });
  });
});
