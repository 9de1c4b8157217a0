import { isObject, type JsonObject, type JsonValue } from '../../json';
import { eventMicros } from '../aws/event-time';
import { type EmitEvent, type Outcome, quarantined, type Source, skipped, WRITTEN } from '../source';
import { mapFinding } from './map';
import { CLASSES, isOcsfFinding, isOwnOcsf, mapOcsf, ocsfTime } from './ocsf';
import { isOwn } from './origin';
import { asffPaths } from './places';

const FROM_KUMOMORI = skipped('from_kumomori');

/**
 * Findings of AWS Security Hub, in the AWS Security Finding Format (Security Hub CSPM) and in OCSF (Security Hub). It
 * writes no objects of its own: EventBridge brings every new and changed finding.
 */
export const awsSecurityHub: Source = {
  id: 'aws-security-hub',
  title: 'AWS Security Hub',
  product: { vendor_name: 'AWS', name: 'Security Hub' },
  logsource: [{ product: 'aws', service: 'securityhub' }],
  classes: [...CLASSES],
  collection: {
    cloud: 'aws',
    delivery: 'EventBridge, in the delegated administrator’s account',
    stream: true,
    aws: {
      folders: ['SecurityHub'],
      detailTypes: ['Security Hub Findings - Imported', 'Findings Imported V2'],
      rawFromBus: true,
    },
  },
  layer: 'control-plane',
  criticality: 'important',
  shape: 'json',
  recognise: (record) => isObject(record) && (isAsff(record) || isOcsfFinding(record)),
  open: () => normalise,
  fieldPaths: asffPaths,
  fields: [
    'Title',
    'Types',
    'ProductName',
    'CompanyName',
    'GeneratorId',
    'AwsAccountId',
    'Region',
    'Severity.Label',
    'Workflow.Status',
    'RecordState',
    'Compliance.Status',
    'Compliance.SecurityControlId',
    'Resources.Id',
    'Resources.Type',
    'Vulnerabilities.Id',
    'Network.SourceIpV4',
    'Action.ActionType',
  ],
};

/** By the one version the format ever had, or by what only it has beside an id. */
function isAsff(record: JsonObject): boolean {
  return (
    typeof record.Id === 'string' &&
    (record.SchemaVersion === '2018-10-08' ||
      (typeof record.ProductArn === 'string' && typeof record.AwsAccountId === 'string'))
  );
}

function normalise(record: JsonValue, emit: EmitEvent): Outcome {
  if (!isObject(record)) {
    return quarantined('expected a Security Hub finding (a JSON object), got something else');
  }
  return 'class_uid' in record ? normaliseOcsf(record, emit) : normaliseAsff(record, emit);
}

function normaliseAsff(record: JsonObject, emit: EmitEvent): Outcome {
  if (isOwn(record)) {
    return FROM_KUMOMORI;
  }
  const micros = typeof record.UpdatedAt === 'string' ? eventMicros(record.UpdatedAt) : undefined;
  if (micros === undefined) {
    return quarantined(
      `UpdatedAt: expected a time like 2024-08-12T10:30:00.000Z, got ${JSON.stringify(record.UpdatedAt ?? null).slice(0, 60)}`,
    );
  }
  emit(mapFinding(record, micros), micros);
  return WRITTEN;
}

function normaliseOcsf(record: JsonObject, emit: EmitEvent): Outcome {
  if (isOwnOcsf(record)) {
    return FROM_KUMOMORI;
  }
  if (!CLASSES.includes(record.class_uid as number)) {
    return quarantined(
      `class_uid: expected one of ${CLASSES.join(', ')}, got ${JSON.stringify(record.class_uid).slice(0, 60)}`,
    );
  }
  const time = ocsfTime(record);
  if (time === undefined) {
    return quarantined('time: expected milliseconds since the epoch; an OCSF finding has it, or time_dt');
  }
  const mapped = mapOcsf(record, time);
  if ('problem' in mapped) {
    return quarantined(mapped.problem);
  }
  emit(mapped.event, time * 1000);
  return WRITTEN;
}
