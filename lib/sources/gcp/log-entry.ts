import { sha256 } from '../../hash';
import { type JsonObject, object } from '../../json';
import { pair } from '../../ocsf/build';
import type { Cloud, Metadata } from '../../ocsf/event';
import { parseTimestamp, toMillis } from '../../time';
import { mapped, word } from '../shared/leftovers';
import { type LogName, projectOf, readLogName } from './log-name';
import { placeOf } from './place';

const PROJECT = pair('account', 'type_id', 11);

/** The attributes of a Cloud Logging LogEntry that every kind of payload shares. */
export interface LogEntry {
  readonly record: JsonObject;
  readonly insertId: string | undefined;
  readonly logName: string | undefined;
  readonly log: LogName;
  readonly received: string | undefined;
  readonly severity: string | undefined;
  readonly operation: JsonObject | undefined;
  readonly resource: JsonObject | undefined;
  readonly labels: JsonObject | undefined;
}

/** Texts of a LogEntry's top level that are mapped; some exporters write names in lower case. */
export const ENTRY_WORDS: readonly string[] = [
  'timestamp',
  'insertId',
  'insertid',
  'logName',
  'logname',
  'severity',
  'receiveTimestamp',
  'receivetimestamp',
];

/** What of a LogEntry's top level is mapped where it holds an audit log. */
export const ENTRY = mapped({
  word: ENTRY_WORDS,
  object: ['resource', 'operation', 'protoPayload', 'protopayload'],
});
export const OPERATION = mapped({ word: ['id'] });
export const RESOURCE = mapped({ word: ['type'], object: ['labels'] });

/** Reads what all payloads share. Source: Cloud Logging v2, LogEntry. */
export function readLogEntry(record: JsonObject): LogEntry {
  const logName = word(record.logName) ?? word(record.logname);
  const resource = object(record.resource);
  return {
    record,
    insertId: word(record.insertId) ?? word(record.insertid),
    logName,
    log: readLogName(logName),
    received: word(record.receiveTimestamp) ?? word(record.receivetimestamp),
    severity: word(record.severity),
    operation: object(record.operation),
    resource,
    labels: object(resource?.labels),
  };
}

/**
 * Google de-duplicates by (log name, time, insert id): `log_name`, the event's time and `uid` keep all three. An
 * entry without an insert id gets a hash of its content.
 */
export function metadataOf(
  entry: LogEntry,
  product: Metadata['product'],
  original: string | undefined,
): Metadata {
  const logged = entry.received === undefined ? undefined : parseTimestamp(entry.received);
  return {
    correlation_uid: word(entry.operation?.id),
    log_level: entry.severity,
    log_name: entry.logName,
    log_provider: entry.log.log,
    logged_time: logged === undefined ? undefined : toMillis(logged),
    original_time: original,
    product,
    profiles: ['cloud'],
    uid: entry.insertId ?? sha256(JSON.stringify(entry.record)).slice(0, 32),
    version: '1.5.0',
  };
}

/** Project, organization and place, from the monitored resource, else from the log's or the resource's name. */
export function cloudOf({ labels, log }: LogEntry, resourceName?: string, location?: string): Cloud {
  const project = word(labels?.project_id) ?? log.project ?? projectOf(resourceName);
  const organization = word(labels?.organization_id) ?? log.organization;
  const place = placeOf(word(labels?.zone) ?? word(labels?.location) ?? word(labels?.region) ?? location);
  return {
    account: project === undefined ? undefined : { ...PROJECT, uid: project },
    org: organization === undefined ? undefined : { uid: organization },
    provider: 'GCP',
    region: place.region,
    zone: place.zone,
  };
}
