import { partitionsOf } from '../../lib/targets/aws/partitions';
import { AWS_ORGANIZATION } from '../lib/config/support';
import { grantsOf, spelled } from './pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const templates = awsTemplates(
  platformOf('production', '', `${AWS_ORGANIZATION}  cloudwatch_logs: create\n`),
);
const own = templates['acme-aws-self-check'];
const RAW = 'arn:${Partition}:s3:::acme-raw-666666666666-ap-northeast-1';
const LAKE = 'arn:${Partition}:s3:::acme-lake-222222222222-ap-northeast-1';
const HERE = 'ap-northeast-1:222222222222';
const STATE_KEY = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'];

/** `action resource`, made-up ends of names cut off. */
function may(role: string): string[] {
  return own === undefined
    ? []
    : grantsOf(own, `acme-${role}`)
        .flatMap(({ actions, resources }) =>
          actions.flatMap((action) =>
            resources.map(
              (one) => `${action} ${one.replace(/[0-9A-F]{8}(?:(?:Arn)?[0-9A-F]{8}|\.Arn)?\}/, '}')}`,
            ),
          ),
        )
        .filter((one) => !/^(?:logs|xray):/.test(one))
        .sort();
}
const conditionOf = (role: string, sid: string) =>
  own && grantsOf(own, `acme-${role}`).find((one) => one.sid === sid)?.condition;
const leading = (kind: string) => ({
  'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': partitionsOf(kind) },
});

describe('what the functions that watch the platform may do', () => {
  it('canary puts one folder of raw, events of its own name and a record; of the lake it reads commits', () => {
    expect(may('canary')).toEqual(
      [
        `s3:PutObject ${RAW}/canary/*`,
        'kms:GenerateDataKey arn:${Partition}:kms:ap-northeast-1:666666666666:key/*',
        `events:PutEvents arn:\${Partition}:events:${HERE}:event-bus/acme-security`,
        `kinesis:PutRecord arn:\${Partition}:kinesis:${HERE}:stream/acme-logs`,
        'kms:GenerateDataKey ${Key}',
        `s3:GetObject ${LAKE}/state/commits/*`,
        `s3:ListBucket ${LAKE}`,
        'kms:Decrypt ${LakeKey}',
        ...['PutItem', 'DeleteItem', 'Query', 'GetItem'].map((action) => `dynamodb:${action} \${StateTable}`),
        ...STATE_KEY.map((action) => `kms:${action} \${Key}`),
        'sqs:SendMessage ${DeadLettersQueue}',
      ].sort(),
    );
  });

  it('canary may say of no event that it is of AWS, and has of the table its own and claims', () => {
    expect(conditionOf('canary', 'Events')).toEqual({
      StringEquals: {
        'events:source': 'kumomori.canary',
        'events:detail-type': expect.arrayContaining(['AWS API Call via CloudTrail', 'GuardDuty Finding']),
      },
    });
    expect(conditionOf('canary', 'Canaries')).toEqual(leading('canary'));
    expect(conditionOf('canary', 'Claims')).toEqual(leading('claims'));
    expect(conditionOf('canary', 'RawKey')).toMatchObject({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/acme/raw' },
    });
    expect(conditionOf('canary', 'LogsKey')).toMatchObject({
      StringEquals: {
        'kms:EncryptionContext:aws:kinesis:arn': expect.anything(),
      },
    });
  });

  it('watch reads records of batches and of enrolment, keeps its own, and tells one topic', () => {
    expect(may('watch')).toEqual(
      [
        ...['state/commits', 'state/reconcile/swept', 'state/watch'].map(
          (folder) => `s3:GetObject ${LAKE}/${folder}/*`,
        ),
        ...['PutObject', 'AbortMultipartUpload'].map((action) => `s3:${action} ${LAKE}/state/watch/*`),
        `s3:DeleteObject ${LAKE}/state/reconcile/swept/*`,
        `s3:ListBucket ${LAKE}`,
        'kms:Decrypt ${LakeKey}',
        'kms:GenerateDataKey ${LakeKey}',
        ...['Query', 'GetItem'].map((action) => `dynamodb:${action} \${StateTable}`),
        ...STATE_KEY.map((action) => `kms:${action} \${Key}`),
        'sns:Publish ${OperationsTopic}',
        ...['Decrypt', 'GenerateDataKey'].map((action) => `kms:${action} \${Key}`),
        'sqs:SendMessage ${DeadLettersQueue}',
      ].sort(),
    );
    expect(conditionOf('watch', 'Enrolment')).toEqual(leading('enrolment'));
    expect(conditionOf('watch', 'Claims')).toEqual(leading('claims'));
  });
});

describe('the way of canaries into the raw store of another account', () => {
  const raw = templates['acme-aws-raw'];
  const statement = (type: string, sid: string) =>
    Object.values(raw?.findResources(type) ?? {})
      .flatMap(({ Properties }) => (Properties.PolicyDocument ?? Properties.KeyPolicy).Statement)
      .find(({ Sid }) => Sid === sid);
  const onlyCanary = {
    ArnEquals: { 'aws:PrincipalArn': expect.anything() },
    StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
  };

  it.each([
    ['AWS::S3::BucketPolicy', 'CanaryWrites', 's3:PutObject'],
    ['AWS::KMS::Key', 'CanaryEncrypts', 'kms:GenerateDataKey'],
  ])('is open at both ends, to one role: %s', (type, sid, action) => {
    const found = statement(type, sid);

    expect(found).toMatchObject({ Effect: 'Allow', Action: action, Condition: onlyCanary });
    expect([found.Condition.ArnEquals['aws:PrincipalArn']].flat().map(spelled)).toEqual([
      'arn:${Partition}:iam::222222222222:role/acme-canary',
    ]);
    expect(may('canary').some((one) => one.startsWith(`${action} `))).toBe(true);
  });

  it('leads to one folder', () => {
    expect(spelled(statement('AWS::S3::BucketPolicy', 'CanaryWrites').Resource)).toBe(`${RAW}/canary/*`);
  });
});
