import { isObject, type JsonValue } from '../../json';
import { eventMicros } from '../aws/event-time';
import { type EmitEvent, type Outcome, quarantined, type Source, WRITTEN } from '../source';
import { mapFinding } from './map';
import { findingPaths } from './places';

/** Findings of Amazon GuardDuty, as its export to S3 and EventBridge deliver them: one JSON object a state of a finding. */
export const awsGuardDuty: Source = {
  id: 'aws-guardduty',
  title: 'Amazon GuardDuty',
  product: { vendor_name: 'AWS', name: 'GuardDuty' },
  logsource: [{ product: 'aws', service: 'guardduty' }],
  classes: [2004],
  collection: {
    cloud: 'aws',
    delivery: 'export of findings to S3, by the delegated administrator',
    stream: true,
    aws: { folders: ['GuardDuty'], detailTypes: ['GuardDuty Finding'] },
  },
  layer: 'control-plane',
  criticality: 'critical',
  shape: 'json',
  recognise: recogniseFinding,
  open: () => normalise,
  fieldPaths: findingPaths,
  fields: [
    'type',
    'severity',
    'title',
    'accountId',
    'region',
    'resource.resourceType',
    'resource.instanceDetails.instanceId',
    'resource.accessKeyDetails.userName',
    'resource.s3BucketDetails.name',
    'service.action.actionType',
    'service.action.awsApiCallAction.api',
    'service.action.awsApiCallAction.remoteIpDetails.ipAddressV4',
    'service.action.networkConnectionAction.remoteIpDetails.ipAddressV4',
    'service.action.dnsRequestAction.domain',
    'service.count',
    'service.archived',
  ],
};

/** `ThreatPurpose:ResourceType/ThreatFamily…`. Source: Amazon GuardDuty User Guide, finding format. */
const TYPE = /^[A-Za-z]+:[A-Za-z0-9]+\/./;

/** Whether a JSON value is a finding: by its type, and what else only a finding has beside one. */
function recogniseFinding(record: JsonValue): boolean {
  return (
    isObject(record) &&
    typeof record.type === 'string' &&
    TYPE.test(record.type) &&
    (isObject(record.service) || isObject(record.resource) || typeof record.severity === 'number')
  );
}

function normalise(record: JsonValue, emit: EmitEvent): Outcome {
  if (!isObject(record)) {
    return quarantined('expected a GuardDuty finding (a JSON object), got something else');
  }
  const micros = typeof record.updatedAt === 'string' ? eventMicros(record.updatedAt) : undefined;
  if (micros === undefined) {
    return quarantined(
      `updatedAt: expected a time like 2024-08-12T10:30:00.000Z, got ${JSON.stringify(record.updatedAt ?? null).slice(0, 60)}`,
    );
  }
  emit(mapFinding(record, micros), micros);
  return WRITTEN;
}
