import type { JsonValue } from '../../lib/json';
import { at, type Resource, spelled } from '../policy/template';

/** What a type of resource that keeps data promises, and may promise no less of in a later release. */
export interface StorePromises {
  /** Numbers that may only grow: path, and what counts where the template says nothing. */
  readonly atLeast: readonly { readonly path: string; readonly unsaid: number }[];
  /** What is on stays on: path, the value that says so, and what counts where the template says nothing. */
  readonly staysOn: readonly {
    readonly path: string;
    readonly on: JsonValue;
    readonly unsaid?: JsonValue;
  }[];
  /** What readers of the data, or the service itself, hold to for good. */
  readonly fixed: readonly string[];
}

const DAY_SECONDS = 86_400;
const FOR_EVER = Number.POSITIVE_INFINITY;

/** Source of the defaults: the CloudFormation reference of each type. */
const STORES: Readonly<Record<string, Partial<StorePromises>>> = {
  'AWS::S3::Bucket': {
    staysOn: [
      { path: 'VersioningConfiguration.Status', on: 'Enabled' },
      { path: 'ObjectLockEnabled', on: true },
    ],
  },
  'AWS::KMS::Key': {
    atLeast: [{ path: 'PendingWindowInDays', unsaid: 30 }],
    staysOn: [
      { path: 'EnableKeyRotation', on: true },
      { path: 'Enabled', on: true, unsaid: true },
    ],
    // An update of these is refused.
    fixed: ['KeySpec', 'KeyUsage', 'Origin', 'MultiRegion'],
  },
  'AWS::DynamoDB::Table': {
    atLeast: [{ path: 'PointInTimeRecoverySpecification.RecoveryPeriodInDays', unsaid: 35 }],
    staysOn: [
      { path: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', on: true },
      { path: 'DeletionProtectionEnabled', on: true },
    ],
    fixed: ['TimeToLiveSpecification.AttributeName'],
  },
  'AWS::Kinesis::Stream': { atLeast: [{ path: 'RetentionPeriodHours', unsaid: 24 }] },
  'AWS::SQS::Queue': { atLeast: [{ path: 'MessageRetentionPeriod', unsaid: 4 * DAY_SECONDS }] },
  'AWS::SNS::Topic': {},
  'AWS::Logs::LogGroup': { atLeast: [{ path: 'RetentionInDays', unsaid: FOR_EVER }] },
  'AWS::Events::Archive': { atLeast: [{ path: 'RetentionDays', unsaid: FOR_EVER }] },
  'AWS::Glue::Database': { fixed: ['DatabaseInput.Name'] },
  'AWS::Glue::Table': {
    fixed: ['TableInput.Name', 'TableInput.PartitionKeys', 'TableInput.StorageDescriptor.Location'],
  },
};

/** Paths of names that are not `<Type>Name` or `Name`. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::Glue::Database': 'DatabaseInput.Name',
  'AWS::Glue::Table': 'TableInput.Name',
};

/** What a resource promises when it keeps data or the key to it; undefined for all others, Glue's views among them. */
export function promisesOf({ type, properties }: Resource): StorePromises | undefined {
  const isView = at(properties, 'TableInput.TableType') === 'VIRTUAL_VIEW';
  const promises = isView ? undefined : STORES[type];
  return promises && { atLeast: [], staysOn: [], fixed: [], ...promises };
}

/** The name a template gives a resource; empty where the service chooses one. */
export function physicalName({ type, properties }: Resource): string {
  const own = `${type.split('::').at(-1)}Name`;
  return spelled(at(properties, NAMES[type] ?? (own in properties ? own : 'Name')) ?? '');
}
