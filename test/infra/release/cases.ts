import type { Assembly } from '../../../infra/release/assembly';
import type { JsonObject, JsonValue } from '../../../lib/json';
import { resourcesIn, set, type Target } from './mutations';

type Change = (target: Target, all: Assembly) => unknown;
type Which = (target: Target) => boolean;

export const BUCKET = 'AWS::S3::Bucket';
export const KEY = 'AWS::KMS::Key';

const TABLE = 'AWS::DynamoDB::Table';

const QUEUE = 'AWS::SQS::Queue';
const STREAM = 'AWS::Kinesis::Stream';
const TOPIC = 'AWS::SNS::Topic';
const LOGS = 'AWS::Logs::LogGroup';
const ARCHIVE = 'AWS::Events::Archive';
const DATABASE = 'AWS::Glue::Database';
const GLUE_TABLE = 'AWS::Glue::Table';

export const isRaw = ({ body }: Target) => String(body.Properties.BucketName).includes('-raw-');
const isResults = ({ body }: Target) => String(body.Properties.BucketName).includes('-results-');
const isLake = ({ body }: Target) => String(body.Properties.BucketName).includes('-lake-2');
const isEvents = ({ body }: Target) => JSON.stringify(body).includes('EXTERNAL_TABLE');
const isAny = () => true;
const isNamed = ({ body }: Target) => typeof body.Properties.QueueName === 'string';

export const setting =
  (path: string, value: JsonValue) =>
  ({ body }: Target) =>
    set(body, path, value);
const rules =
  (change: (rules: JsonObject[]) => void) =>
  ({ body }: Target) =>
    change((body.Properties.LifecycleConfiguration as JsonObject).Rules as JsonObject[]);

export function renamed({ stack, id, body }: Target): void {
  const resources = resourcesIn(stack);
  delete resources[id];
  resources[`${id}Anew`] = body;
}

function removed({ stack, id }: Target): void {
  delete resourcesIn(stack)[id];
}

export function moved({ stack, id, body }: Target, { aws }: Assembly): void {
  const other = aws.find((one) => one !== stack);
  delete resourcesIn(stack)[id];
  if (other) {
    resourcesIn(other)[id] = body;
  }
}

export function inOtherRegion({ stack }: Target): void {
  Object.assign(stack, { region: 'eu-west-1' });
}

export function withoutStack({ stack }: Target, { aws }: Assembly): void {
  (aws as Assembly['aws'][number][]).splice(aws.indexOf(stack), 1);
}

function setKey(body: Target['body'], key: string): void {
  body.Properties.BucketEncryption = {
    ServerSideEncryptionConfiguration: [
      { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
    ],
  };
}

function columns(body: Target['body']): JsonObject[] {
  const input = body.Properties.TableInput as JsonObject;
  return (input.StorageDescriptor as JsonObject).Columns as JsonObject[];
}

/** What costs a store, and what is said of it: name, type, change, message, of which resource of the type. */
export const LOSSES: readonly (readonly [string, string, Change, RegExp, Which])[] = [
  ["a bucket's name", BUCKET, setting('Properties.BucketName', 'another'), /replaced: BucketName/, isRaw],
  ["a bucket's logical id", BUCKET, renamed, /renamed: RawBucket\w+Anew asks for its name/, isRaw],
  ['a removed bucket', BUCKET, removed, /removed: left behind/, isRaw],
  ['a bucket in another stack', BUCKET, moved, /moved: \S+ \S+ asks for its name/, isRaw],
  [
    "a bucket's type",
    BUCKET,
    setting('Type', 'AWS::S3Express::DirectoryBucket'),
    /replaced: becomes AWS::S3Express/,
    isRaw,
  ],
  [
    "a bucket's deletion policy",
    BUCKET,
    setting('DeletionPolicy', 'Delete'),
    /DeletionPolicy was Retain, is Delete/,
    isRaw,
  ],
  [
    'no deletion policy',
    BUCKET,
    setting('DeletionPolicy', undefined),
    /DeletionPolicy was Retain, is Delete/,
    isRaw,
  ],
  [
    "a bucket's replace policy",
    BUCKET,
    setting('UpdateReplacePolicy', 'Delete'),
    /UpdateReplacePolicy/,
    isRaw,
  ],
  [
    'objects that go with the stack',
    BUCKET,
    ({ stack, id }) => {
      resourcesIn(stack).Emptier = {
        Type: 'Custom::S3AutoDeleteObjects',
        Properties: { BucketName: { Ref: id } },
      };
    },
    /is emptied when its stack is deleted/,
    isRaw,
  ],
  ['a condition', BUCKET, setting('Condition', 'Asked'), /only under the condition Asked/, isRaw],
  [
    'days of the lock',
    BUCKET,
    setting('Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days', 30),
    /days of Object Lock: \d+, now 30/,
    isRaw,
  ],
  [
    'mode of the lock',
    BUCKET,
    setting('Properties.ObjectLockConfiguration.Rule.DefaultRetention.Mode', 'GOVERNANCE'),
    /compliance mode/,
    isRaw,
  ],
  [
    'the whole lock',
    BUCKET,
    setting('Properties.ObjectLockConfiguration', undefined),
    /days of Object Lock: \d+, now 0/,
    isRaw,
  ],
  [
    'Object Lock itself',
    BUCKET,
    setting('Properties.ObjectLockEnabled', undefined),
    /replaced: ObjectLockEnabled/,
    isRaw,
  ],
  [
    'suspended versions',
    BUCKET,
    setting('Properties.VersioningConfiguration.Status', 'Suspended'),
    /VersioningConfiguration.Status is off/,
    isRaw,
  ],
  [
    'another key for a bucket',
    BUCKET,
    ({ body }: Target) => setKey(body, 'arn:aws:kms:eu-west-1:1:key/other'),
    /encrypted with the key \$\{\S+Arn\}, now with the key arn/,
    isLake,
  ],
  [
    "a bucket under the service's key",
    BUCKET,
    setting('Properties.BucketEncryption', {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    }),
    /now with the service's key/,
    isLake,
  ],
  [
    'an end of all objects',
    BUCKET,
    rules((all) => all.push({ Status: 'Enabled', ExpirationInDays: 30 })),
    /objects of '' are deleted after 30 days/,
    isLake,
  ],
  [
    'an earlier end',
    BUCKET,
    rules((all) => all.push({ Status: 'Enabled', ExpirationInDays: 1 })),
    /objects of '' are deleted after 1 days, sooner/,
    isResults,
  ],
  ["a table's name", TABLE, setting('Properties.TableName', 'other'), /replaced: TableName/, isAny],
  [
    "a table's partition key",
    TABLE,
    setting('Properties.KeySchema', [{ AttributeName: 'id', KeyType: 'HASH' }]),
    /replaced: KeySchema/,
    isAny,
  ],

  [
    "the type of a table's key",
    TABLE,
    setting('Properties.AttributeDefinitions', [
      { AttributeName: 'kind', AttributeType: 'N' },
      { AttributeName: 'id', AttributeType: 'S' },
    ]),
    /attribute kind/,
    isAny,
  ],

  [
    'no backups of a table',
    TABLE,
    setting('Properties.PointInTimeRecoverySpecification', undefined),
    /PointInTimeRecoveryEnabled is off/,
    isAny,
  ],

  [
    'an unprotected table',
    TABLE,
    setting('Properties.DeletionProtectionEnabled', false),
    /DeletionProtectionEnabled is off/,
    isAny,
  ],

  [
    "a table's encryption",
    TABLE,
    setting('Properties.SSESpecification', undefined),
    /now with nothing that is said/,
    isAny,
  ],

  [
    "a table's end of items",
    TABLE,
    setting('Properties.TimeToLiveSpecification.AttributeName', 'id'),
    /AttributeName may not change/,
    isAny,
  ],

  [
    'a key that does not rotate',
    KEY,
    setting('Properties.EnableKeyRotation', false),
    /EnableKeyRotation is off/,
    isAny,
  ],

  ['a key that is switched off', KEY, setting('Properties.Enabled', false), /Enabled is off/, isAny],
  [
    "a key's notice",
    KEY,
    setting('Properties.PendingWindowInDays', 7),
    /PendingWindowInDays: 30, now 7/,
    isAny,
  ],
  ["a key's kind", KEY, setting('Properties.KeySpec', 'RSA_2048'), /KeySpec may not change/, isAny],
  ["a key's logical id", KEY, renamed, /removed: left behind/, isAny],
  ["a stream's name", STREAM, setting('Properties.Name', 'other'), /replaced: Name/, isAny],
  [
    "a stream's encryption",
    STREAM,
    setting('Properties.StreamEncryption', undefined),
    /encrypted with the key/,
    isAny,
  ],

  ["a queue's name", QUEUE, setting('Properties.QueueName', 'other'), /replaced: QueueName/, isNamed],
  [
    "a queue's days",
    QUEUE,
    setting('Properties.MessageRetentionPeriod', 60),
    /MessageRetentionPeriod: 1209600, now 60/,
    isAny,
  ],

  [
    "a queue's dead letters",
    QUEUE,
    setting('Properties.RedrivePolicy', undefined),
    /no dead letters/,
    isNamed,
  ],
  [
    "a queue's encryption",
    QUEUE,
    setting('Properties.SqsManagedSseEnabled', false),
    /now with nothing/,
    isAny,
  ],
  ["a topic's name", TOPIC, setting('Properties.TopicName', 'other'), /replaced: TopicName/, isAny],
  ["a topic's key", TOPIC, setting('Properties.KmsMasterKeyId', undefined), /encrypted with the key/, isAny],
  [
    "a log group's days",
    LOGS,
    setting('Properties.RetentionInDays', 1),
    /RetentionInDays: \d+, now 1/,
    isAny,
  ],
  ["an archive's days", ARCHIVE, setting('Properties.RetentionDays', 1), /RetentionDays: .+, now 1/, isAny],
  [
    "a database's name",
    DATABASE,
    setting('Properties.DatabaseInput.Name', 'other'),
    /DatabaseInput.Name/,
    isAny,
  ],
  [
    "the lake's partitions",
    GLUE_TABLE,
    setting('Properties.TableInput.PartitionKeys', []),
    /PartitionKeys may not change/,
    isEvents,
  ],
  [
    "the lake's place",
    GLUE_TABLE,
    setting('Properties.TableInput.StorageDescriptor.Location', 's3://other/'),
    /Location may not change/,
    isEvents,
  ],
  [
    'a column of the lake',
    GLUE_TABLE,
    ({ body }: Target) => columns(body).shift(),
    /the column \w+ \w+ is gone/,
    isEvents,
  ],
];

/** What costs none. */
export const HARMLESS: readonly (readonly [string, string, Change, Which])[] = [
  ['a tag', BUCKET, setting('Properties.Tags', [{ Key: 'team', Value: 'soc' }]), isRaw],
  [
    'a rule that moves objects',
    BUCKET,
    rules((all) =>
      all.push({ Status: 'Enabled', Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 90 }] }),
    ),
    isLake,
  ],
  [
    'a rule that ends uploads',
    BUCKET,
    rules((all) =>
      all.push({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
    ),
    isLake,
  ],
  [
    'a rule that is off',
    BUCKET,
    rules((all) => all.push({ Status: 'Disabled', ExpirationInDays: 1 })),
    isLake,
  ],
  [
    'a longer lock',
    BUCKET,
    setting('Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days', 36500),
    isRaw,
  ],
  ["a key's policy", KEY, setting('Properties.KeyPolicy', {}), isAny],
  ["a queue's time limit", QUEUE, setting('Properties.VisibilityTimeout', 60), isAny],
  ['more shards', STREAM, setting('Properties.ShardCount', 64), isAny],
  [
    'a column more',
    GLUE_TABLE,
    ({ body }: Target) => columns(body).push({ Name: 'later', Type: 'string' }),
    isEvents,
  ],
  [
    'a resource more',
    BUCKET,
    ({ stack, body }: Target) => {
      resourcesIn(stack).Another = { ...body, Properties: { BucketName: 'another' } };
    },
    isRaw,
  ],
  ['a function under another id', 'AWS::Lambda::Function', renamed, isAny],
];
