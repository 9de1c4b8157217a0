import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../json';
import type { NetworkEndpoint, ResourceDetails } from '../../ocsf/event';
import { isAddress } from '../aws/address';
import { type Place, type Places, readAt, textsAt, unplacedOf } from '../shared/places';
import { UNKNOWN } from '../shared/unknown';

/** A kind of resource: its details in the finding, its `resourceType`, and the attributes that identify one. */
interface Kind {
  readonly details: string;
  readonly type: string;
  readonly uid: string;
  readonly name?: string;
}

/** Source: GuardDuty API, Resource. */
const KINDS: readonly Kind[] = [
  { details: 'instanceDetails', type: 'Instance', uid: 'instanceId' },
  { details: 'accessKeyDetails', type: 'AccessKey', uid: 'accessKeyId', name: 'userName' },
  { details: 's3BucketDetails', type: 'S3Bucket', uid: 'arn', name: 'name' },
  { details: 'eksClusterDetails', type: 'EKSCluster', uid: 'arn', name: 'name' },
  { details: 'ecsClusterDetails', type: 'ECSCluster', uid: 'arn', name: 'name' },
  { details: 'containerDetails', type: 'Container', uid: 'id', name: 'name' },
  { details: 'lambdaDetails', type: 'Lambda', uid: 'functionArn', name: 'functionName' },
  {
    details: 'rdsDbInstanceDetails',
    type: 'RDSDBInstance',
    uid: 'dbInstanceArn',
    name: 'dbInstanceIdentifier',
  },
  {
    details: 'rdsLimitlessDbDetails',
    type: 'RDSLimitlessDB',
    uid: 'dbShardGroupArn',
    name: 'dbShardGroupIdentifier',
  },
  { details: 'ebsSnapshotDetails', type: 'EBSSnapshot', uid: 'snapshotArn' },
  { details: 'ec2ImageDetails', type: 'EC2Image', uid: 'imageArn' },
  { details: 'recoveryPointDetails', type: 'EC2RecoveryPoint', uid: 'recoveryPointArn' },
];

/** What identifies a resource; the rest of its details is its data. */
const IDENTIFYING: Places = new Map(
  KINDS.flatMap(({ details, uid, name }) =>
    textsAt(
      [`${details}.${uid}`, 'resources.uid'],
      ...(name === undefined ? [] : [[`${details}.${name}`, 'resources.name'] as const]),
    ),
  ),
);

/** Where the attributes of `resource` stand: details of a kind known here are wholly taken. */
export const RESOURCE_PLACES: readonly [string, Place][] = [
  ...IDENTIFYING,
  ...KINDS.flatMap(({ details }) =>
    readAt((value) => listed(value).every(isObject) || undefined, [details, `resources.data.${details}`]),
  ),
];

/** What the finding is about; first what its `resourceType` names. */
export function resourcesOf(resource: JsonObject | undefined, region: string | undefined): ResourceDetails[] {
  const type = text(resource?.resourceType);
  const found = KINDS.flatMap((kind) =>
    listed(resource?.[kind.details])
      .filter(isObject)
      .map((details) => toResource(kind, details, region)),
  );
  return [...found.filter((one) => one.type === type), ...found.filter((one) => one.type !== type)];
}

function toResource({ details, type, uid, name }: Kind, given: JsonObject, region?: string): ResourceDetails {
  const id = text(given[uid]);
  const called = name === undefined ? undefined : text(given[name]);
  const rest = unplacedOf(given, IDENTIFYING, details);
  return {
    uid: id,
    name: called ?? (id === undefined ? UNKNOWN : undefined),
    type,
    region,
    data: rest === undefined ? undefined : { [details]: rest },
  };
}

/** Details come singly or, of buckets, as a list. */
function listed(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** The instance a finding is of, as an end of its connections. */
export function machineOf(resource: JsonObject | undefined): NetworkEndpoint {
  const instance = object(resource?.instanceDetails);
  const network = object(list(instance?.networkInterfaces)[0]);
  const address = text(network?.privateIpAddress);
  return {
    instance_uid: text(instance?.instanceId),
    vpc_uid: text(network?.vpcId),
    subnet_uid: text(network?.subnetId),
    ip: address !== undefined && isAddress(address) ? address : undefined,
  };
}
