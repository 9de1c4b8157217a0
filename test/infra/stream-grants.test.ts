import type { JsonObject } from '../../lib/json';
import { partitionsOf } from '../../lib/targets/aws/partitions';
import { AWS, AWS_ORGANIZATION } from '../lib/config/support';
import { grantsOf, spelled } from './pipeline-support';
import { streamTemplate } from './stream-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const templates = awsTemplates(
  platformOf('production', '', `${AWS_ORGANIZATION}  cloudwatch_logs: create\n`),
);
const stream = templates['acme-aws-stream'];
const RAW = 'arn:${Partition}:s3:::acme-raw-666666666666-ap-northeast-1';
const LAKE = 'arn:${Partition}:s3:::acme-lake-222222222222-ap-northeast-1';
const RAW_KEY = 'arn:${Partition}:kms:ap-northeast-1:666666666666:key/*';
const ERRORS = 'arn:${Partition}:logs:ap-northeast-1:222222222222:log-group:/aws/kinesisfirehose';
const KINESIS_READ = [
  'DescribeStream',
  'DescribeStreamSummary',
  'GetRecords',
  'GetShardIterator',
  'ListShards',
];
const roleOf = (name: string) => `arn:\${Partition}:iam::222222222222:role/acme-${name}`;
const STATE = ['DeleteItem', 'GetItem', 'PutItem', 'Query'];

const STATE_KEY = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'];

/** `action resource`, made-up ends of names cut off. */
function may(role: string): string[] {
  return stream === undefined
    ? []
    : grantsOf(stream, `acme-${role}`)
        .flatMap(({ actions, resources }) =>
          actions.flatMap((action) =>
            resources.map((one) => `${action} ${one.replace(/[0-9A-F]{8}(?:Arn[0-9A-F]{8}|\.Arn)?\}/, '}')}`),
          ),
        )
        .sort();
}
const conditionsOf = (role: string, sid: string) =>
  stream && grantsOf(stream, `acme-${role}`).find((one) => one.sid === sid)?.condition;

describe('the way from the central bus to alerts', () => {
  it('begins with a rule that puts records into one stream', () => {
    expect(may('bus-stream')).toEqual([
      'kinesis:PutRecord ${EventsStream}',
      'kinesis:PutRecords ${EventsStream}',
      'kms:GenerateDataKey ${Key}',
    ]);
  });

  it('goes on to a function that reads the streams, has the alerts’ state and the baselines, and neither raw nor rows', () => {
    const granted = may('detect').filter((one) => !/^(?:logs|xray):/.test(one));

    expect(granted).toEqual(
      [
        ...['EventsStream', 'LogsStream'].flatMap((name) =>
          KINESIS_READ.map((action) => `kinesis:${action} \${${name}}`),
        ),
        'kms:Decrypt ${Key}',
        'kms:Decrypt ${Key}',
        // Of alerts, and of correlations.
        ...[...STATE, ...STATE].map((action) => `dynamodb:${action} \${StateTable}`),
        // Of canaries that are under way.
        ...['GetItem', 'PutItem'].map((action) => `dynamodb:${action} \${StateTable}`),
        ...[...STATE_KEY, ...STATE_KEY].map((action) => `kms:${action} \${Key}`),
        's3:PutObject ${FailedBucket}/aws/lambda/*',
        's3:ListBucket ${FailedBucket}',
        `s3:GetObject ${LAKE}/state/baselines/*`,
        `s3:ListBucket ${LAKE}`,
        'kms:Decrypt arn:${Partition}:kms:ap-northeast-1:222222222222:key/*',
        'kms:GenerateDataKey ${Key}',
      ].sort(),
    );
  });

  it('sees of the state table the alerts, the correlations and the canaries alone', () => {
    const keys = (sid: string) =>
      (conditionsOf('detect', sid) as JsonObject | undefined)?.['ForAllValues:StringEquals'];

    expect(keys('AlertState')).toEqual({ 'dynamodb:LeadingKeys': partitionsOf('alerts') });
    expect(keys('CorrelationState')).toEqual({ 'dynamodb:LeadingKeys': ['correlate'] });
    expect(keys('Canaries')).toEqual({ 'dynamodb:LeadingKeys': ['canary'] });
  });

  it.each([
    ['bus-stream', 'PutKey', 'EventsStream'],
    ['logs-destination', 'PutKey', 'LogsStream'],
    ['logs-delivery', 'SourceKey', 'LogsStream'],
    ['detect', 'EventsKey', 'EventsStream'],
    ['detect', 'LogsKey', 'LogsStream'],
  ])('uses the key for one stream’s records alone: %s %s', (role, sid, name) => {
    expect(conditionsOf(role, sid)).toEqual({
      StringEquals: {
        'kms:ViaService': expect.anything(),
        'kms:EncryptionContext:aws:kinesis:arn': {
          'Fn::GetAtt': [expect.stringMatching(`^${name}`), 'Arn'],
        },
      },
    });
  });
});

describe('the way from log groups to alerts and to the raw store', () => {
  it('lets CloudWatch Logs of the organization put into one stream', () => {
    const [role] = Object.values(
      stream?.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-logs-destination' } }) ?? {},
    );

    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: 'logs.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
      }),
    ]);
    expect(may('logs-destination')).toEqual([
      'kinesis:PutRecord ${LogsStream}',
      'kms:GenerateDataKey ${Key}',
    ]);
  });

  it('lets Firehose read it and write one folder', () => {
    expect(may('logs-delivery')).toEqual(
      [
        ...KINESIS_READ.map((action) => `kinesis:${action} \${LogsStream}`),
        'kms:Decrypt ${Key}',
        ...['PutObject', 'AbortMultipartUpload'].map(
          (action) => `s3:${action} ${RAW}/CloudWatchLogs/ap-northeast-1/*`,
        ),
        ...['GenerateDataKey', 'Decrypt'].map((action) => `kms:${action} ${RAW_KEY}`),
        `logs:PutLogEvents ${ERRORS}/acme-logs:log-stream:delivery`,
      ].sort(),
    );
  });

  it('is named by the destination of every region', () => {
    for (const region of ['ap-northeast-1', 'us-east-1']) {
      const [destination] = Object.values(
        templates[`acme-aws-region-${region}`]?.findResources('AWS::Logs::Destination') ?? {},
      );

      expect(spelled(destination?.Properties.RoleArn)).toBe(
        'arn:${Partition}:iam::222222222222:role/acme-logs-destination',
      );
      expect(spelled(destination?.Properties.TargetArn)).toBe(
        'arn:${Partition}:kinesis:ap-northeast-1:222222222222:stream/acme-logs',
      );
    }
  });
});

describe('the way of findings from the bus to the raw store', () => {
  it('lets the rule put to one Firehose, and that write one folder', () => {
    expect(may('bus-securityhub')).toEqual([
      'firehose:PutRecord ${SecurityHubToRawStream}',
      'firehose:PutRecordBatch ${SecurityHubToRawStream}',
    ]);
    expect(may('bus-delivery-securityhub').filter((one) => one.startsWith('s3:'))).toEqual([
      `s3:AbortMultipartUpload ${RAW}/AWSLogs/222222222222/SecurityHub/ap-northeast-1/*`,
      `s3:PutObject ${RAW}/AWSLogs/222222222222/SecurityHub/ap-northeast-1/*`,
    ]);
  });

  it('is open at its end: bucket and key let each role in, to its own folder', () => {
    const statements = Object.values(
      templates['acme-aws-raw']?.findResources('AWS::S3::BucketPolicy') ?? {},
    ).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const letIn = statements
      .filter(({ Sid }) => String(Sid).startsWith('FirehoseWrites'))
      .map(({ Condition, Resource }) => [
        Condition.ArnEquals['aws:PrincipalArn'].map(spelled),
        spelled(Resource),
      ]);

    expect(letIn).toEqual([
      [[roleOf('logs-delivery')], `${RAW}/CloudWatchLogs/*`],
      [[roleOf('bus-delivery-securityhub')], `${RAW}/AWSLogs/222222222222/SecurityHub/*`],
    ]);
  });
});

describe('secrets', () => {
  it('are read where identities are tokens: both ways must make the same finding', () => {
    const tokenized = streamTemplate(
      platformOf('trial', 'privacy: { identities: tokenize, token_key: acme/token-key }\n', AWS),
    );
    const secrets = tokenized && grantsOf(tokenized, 'acme-detect').filter(({ sid }) => sid === 'Secrets');

    expect(
      secrets?.flatMap(({ resources }) => resources.map((one) => one.replace(/^.*:secret:/, ''))),
    ).toEqual(['acme/token-key-??????']);
  });
});
