import type { Random } from '../../../functions/local/demo/random';

type Words = readonly [string, ...string[]];

const VERBS: Words = [
  'Create',
  'Delete',
  'Update',
  'Put',
  'Attach',
  'Detach',
  'Modify',
  'Enable',
  'Disable',
  'Start',
  'Stop',
  'Get',
  'List',
  'Describe',
];

/** Services and the nouns of their operations. */
const SERVICES: readonly [readonly [string, Words], ...(readonly [string, Words])[]] = [
  ['iam.amazonaws.com', ['User', 'Role', 'Policy', 'AccessKey', 'LoginProfile', 'GroupPolicy']],
  ['ec2.amazonaws.com', ['Instances', 'SecurityGroup', 'Snapshot', 'Vpc', 'FlowLogs', 'Image', 'Volume']],
  ['s3.amazonaws.com', ['Bucket', 'BucketPolicy', 'BucketAcl', 'BucketLifecycle', 'ObjectTagging']],
  ['kms.amazonaws.com', ['Key', 'Alias', 'Grant', 'KeyPolicy']],
  ['rds.amazonaws.com', ['DBInstance', 'DBSnapshot', 'DBCluster', 'OptionGroup']],
  ['lambda.amazonaws.com', ['Function', 'EventSourceMapping', 'Layer', 'FunctionUrlConfig']],
  ['cloudtrail.amazonaws.com', ['Trail', 'EventSelectors', 'Logging', 'EventDataStore']],
  ['secretsmanager.amazonaws.com', ['Secret', 'SecretValue', 'ResourcePolicy']],
  ['ecs.amazonaws.com', ['Cluster', 'Service', 'TaskDefinition']],
  ['organizations.amazonaws.com', ['Account', 'Organization', 'ServiceControlPolicy']],
];

const ADJECTIVES: Words = ['amber', 'brisk', 'calm', 'dusty', 'eager', 'frosty', 'gentle', 'hollow', 'ivory'];
const NOUNS: Words = ['heron', 'falcon', 'otter', 'badger', 'lynx', 'marten', 'raven', 'stoat', 'weasel'];

/** An operation and its service. */
export interface Operation {
  readonly source: string;
  readonly name: string;
}

/** One of some six hundred operations in the shape of a control plane's. */
export function pickOperation(random: Random): Operation {
  const [source, nouns] = random.pick(SERVICES);
  return { source, name: `${random.pick(VERBS)}${random.pick(nouns)}` };
}

const ENDINGS: Words = [
  '',
  'Status',
  'Attributes',
  'Tags',
  'Versions',
  'Configuration',
  'Summary',
  'History',
];

/** An operation of an event: one in eight is of those that rules name. */
export function pickCall(random: Random): Operation {
  const { source, name } = pickOperation(random);
  return { source, name: `${name}${random.pick(ENDINGS)}` };
}

/** A name such as teams give roles, buckets and tools: some eight thousand. */
export function pickName(random: Random): string {
  return `${random.pick(ADJECTIVES)}-${random.pick(NOUNS)}-${random.below(100)}`;
}
