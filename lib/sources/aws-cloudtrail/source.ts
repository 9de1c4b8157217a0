import type { JsonObject, JsonValue } from '../../json';
import { NO_TIME } from '../../time';
import { eventMicros } from '../aws/event-time';
import { type EmitEvent, type Outcome, quarantined, type Source, skipped, WRITTEN } from '../source';
import { isAggregated } from './aggregated';
import { cloudTrailPaths } from './field-paths';
import { mapRecord, originalTime } from './map';
import { isDigest, recogniseCloudTrail } from './recognise';
import { unwrapRecord } from './unwrap';

const DIGEST = skipped('digest');

/**
 * AWS CloudTrail: management, data, network activity and Insights events.
 *
 * Sign-ins to the console and to IAM Identity Center become Authentication (3002). All else is API Activity (6003),
 * calls that change users, policies and groups included: CloudTrail is the control plane's audit trail, and with one
 * class who (`actor.user`), what (`api.operation` of `api.service.name`) and from where (`src_endpoint`) are at one
 * place. Authentication events have the same attributes, through OCSF's cloud profile.
 */
export const awsCloudTrail: Source = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  product: { vendor_name: 'AWS', name: 'CloudTrail' },
  logsource: [{ product: 'aws', service: 'cloudtrail' }],
  classes: [6003, 3002],
  collection: {
    cloud: 'aws',
    delivery: 'organization trail to S3',
    stream: true,
    aws: {
      // Digests, in CloudTrail-Digest, hold no events.
      folders: ['CloudTrail', 'CloudTrail-Insight'],
      detailTypes: [
        'AWS API Call via CloudTrail',
        'AWS Console Sign In via CloudTrail',
        'AWS Service Event via CloudTrail',
      ],
    },
  },
  layer: 'control-plane',
  criticality: 'critical',
  shape: 'json',
  recognise: recogniseCloudTrail,
  open: () => normalise,
  fieldPaths: cloudTrailPaths,
  fields: [
    'eventSource',
    'eventName',
    'sourceIPAddress',
    'userAgent',
    'awsRegion',
    'errorCode',
    'errorMessage',
    'eventType',
    'recipientAccountId',
    'userIdentity.type',
    'userIdentity.arn',
    'userIdentity.userName',
    'userIdentity.sessionContext.attributes.mfaAuthenticated',
    'requestParameters',
    'responseElements.ConsoleLogin',
    'additionalEventData.MFAUsed',
  ],
};

function normalise(raw: JsonValue, emit: EmitEvent): Outcome {
  const record = unwrapRecord(raw);
  if (!record) {
    return quarantined(`expected a CloudTrail record (a JSON object), got ${shown(raw)}`);
  }
  if (isDigest(record)) {
    return DIGEST;
  }
  const written = originalTime(record);
  const micros = written === undefined ? timeOfNone(record) : eventMicros(written);
  if (micros === undefined) {
    return quarantined(
      `eventTime: expected a time like 2024-08-12T10:30:00Z, got ${shown(record.eventTime)}`,
    );
  }
  emit(mapRecord(record, micros), micros);
  return WRITTEN;
}

/** A partial record (a sample, a rule's test) that names no time at all; one whose time is no text is broken. */
function timeOfNone(record: JsonObject): number | undefined {
  const isPartial = (record.eventTime === undefined || record.eventTime === null) && !isAggregated(record);
  return isPartial ? NO_TIME : undefined;
}

/** A value in an error message: its beginning, or what kind of thing it is. */
function shown(value: JsonValue): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.slice(0, 60));
  }
  return typeof value === 'object' && value !== null ? 'an object or a list' : String(value ?? 'nothing');
}
