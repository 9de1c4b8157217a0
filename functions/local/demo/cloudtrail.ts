import type { JsonObject } from '../../../lib/json';
import type { Random } from './random';

export const ACCOUNTS = ['111111111111', '222222222222', '333333333333'] as const;
const USERS = ['aiko.tanaka', 'ben.okafor', 'chloe.martin', 'daichi.sato', 'elif.kaya'] as const;
const ROLES = ['Deploy', 'ReadOnly', 'DataPipeline'] as const;
const ADDRESSES = [
  '203.0.113.24',
  '198.51.100.7',
  '10.20.3.4',
  '192.0.2.77',
  'cloudformation.amazonaws.com',
] as const;
const AGENTS = [
  'aws-cli/2.15.30 Python/3.11.8 Linux/5.15.0 exe/x86_64 prompt/off command/ec2.describe-instances',
  'Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.2',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
] as const;

interface Call {
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly request: (random: Random) => JsonObject | null;
  readonly response: (random: Random) => JsonObject | null;
}

const CALLS: readonly [Call, ...Call[]] = [
  {
    source: 'ec2.amazonaws.com',
    name: 'DescribeInstances',
    readOnly: true,
    request: (random) => ({
      maxResults: 100,
      instancesSet: { items: Array.from({ length: 6 }, () => ({ instanceId: `i-0${random.hex(16)}` })) },
      filterSet: {
        items: [
          { name: 'tag:Environment', valueSet: { items: [{ value: 'production' }, { value: 'staging' }] } },
        ],
      },
    }),
    response: () => null,
  },
  {
    source: 's3.amazonaws.com',
    name: 'PutObject',
    readOnly: false,
    request: (random) => ({
      bucketName: 'orders-archive-prod',
      Host: 'orders-archive-prod.s3.us-east-1.amazonaws.com',
      key: `exports/2024/08/${random.hex(12)}/part-${random.below(1000)}.parquet`,
      'x-amz-server-side-encryption': 'aws:kms',
    }),
    response: (random) => ({
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-version-id': random.hex(32),
      'x-amz-request-id': random.hex(16).toUpperCase(),
    }),
  },
  {
    source: 'sts.amazonaws.com',
    name: 'AssumeRole',
    readOnly: true,
    request: (random) => ({
      roleArn: `arn:aws:iam::${random.pick(ACCOUNTS)}:role/${random.pick(ROLES)}`,
      roleSessionName: `job-${random.hex(8)}`,
      durationSeconds: 3600,
    }),
    response: (random) => ({
      credentials: {
        accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
        sessionToken: random.hex(220),
        expiration: 'Aug 12, 2024, 11:30:00 AM',
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${random.hex(17).toUpperCase()}:job`,
        arn: 'arn:aws:sts::111111111111:assumed-role/Deploy/job',
      },
    }),
  },
  {
    source: 'kms.amazonaws.com',
    name: 'Decrypt',
    readOnly: true,
    request: (random) => ({
      encryptionContext: {
        'aws:s3:arn': `arn:aws:s3:::orders-archive-prod/exports/${random.hex(12)}`,
        SecretARN: `arn:aws:secretsmanager:us-east-1:111111111111:secret:db-${random.hex(6)}`,
      },
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }),
    response: () => null,
  },
];

/** One CloudTrail record of a quiet day: about 1.6 KB of JSON, as an assumed role, at the given time. */
export function cloudTrailRecord(random: Random, epochMillis: number, more: JsonObject = {}): JsonObject {
  const call = random.pick(CALLS);
  const account = random.pick(ACCOUNTS);
  const role = random.pick(ROLES);
  const user = random.pick(USERS);
  const time = `${new Date(epochMillis).toISOString().slice(0, 19)}Z`;
  const principal = `AROA${random.hex(17).toUpperCase()}`;
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `${principal}:${user}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${user}`,
      accountId: account,
      accessKeyId: `ASIA${random.hex(16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: principal,
          arn: `arn:aws:iam::${account}:role/${role}`,
          accountId: account,
          userName: role,
        },
        webIdFederationData: {},
        attributes: { creationDate: time, mfaAuthenticated: 'false' },
      },
    },
    eventTime: time,
    eventSource: call.source,
    eventName: call.name,
    awsRegion: random.pick(['us-east-1', 'ap-northeast-1', 'eu-west-1']),
    sourceIPAddress: random.pick(ADDRESSES),
    userAgent: random.pick(AGENTS),
    requestParameters: call.request(random),
    responseElements: call.response(random),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: call.readOnly,
    resources: [
      {
        accountId: account,
        type: 'AWS::KMS::Key',
        ARN: `arn:aws:kms:us-east-1:${account}:key/${random.uuid()}`,
      },
    ],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: call.source,
    },
    ...more,
  };
}
