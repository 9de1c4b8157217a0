import { isObject, type JsonObject, type JsonValue, text } from '../../json';
import { label } from '../shared/leftovers';

/**
 * Categories of the activity log; those of its former export (Write, Delete, Action); and the resource logs that
 * share its shape and record calls: storage data plane, Key Vault and, until they have a source of their own, the
 * audit logs of AKS (whose own fields stay unmapped). Other resource logs are sources of their own.
 */
const CATEGORIES: ReadonlySet<string> = new Set([
  'administrative',
  'security',
  'servicehealth',
  'resourcehealth',
  'alert',
  'autoscale',
  'recommendation',
  'policy',
  'write',
  'delete',
  'action',
  'storageread',
  'storagewrite',
  'storagedelete',
  'auditevent',
  'kube-audit',
  'kube-audit-admin',
]);

/** Whether a record is an activity-log record in one of its forms, or the seed's flat sample of one. */
export function recogniseActivity(record: JsonValue): boolean {
  if (!isObject(record)) {
    return false;
  }
  return diagnostics(record) || rest(record) || logAnalytics(record) || flat(record);
}

function diagnostics(record: JsonObject): boolean {
  const operation = text(record.operationName);
  if (operation === undefined || typeof record.eventTimestamp === 'string') {
    return false;
  }
  const category = text(record.category);
  if (category !== undefined) {
    return CATEGORIES.has(category.toLowerCase());
  }
  return text(record.resourceId)?.slice(0, 15).toLowerCase() === '/subscriptions/';
}

function rest(record: JsonObject): boolean {
  const time = record.eventTimestamp ?? record.event_timestamp;
  const operation = record.operationName ?? record.operation_name;
  return text(time) !== undefined && label(operation) !== undefined;
}

function logAnalytics(record: JsonObject): boolean {
  if (text(record.TimeGenerated) === undefined) {
    return false;
  }
  return (
    record.Type === 'AzureActivity' ||
    (text(record.OperationNameValue) !== undefined && record.Caller !== undefined)
  );
}

/** `time` and `caller` with no more than a level and a place: no other source writes a caller beside a time. */
function flat(record: JsonObject): boolean {
  return text(record.time) !== undefined && text(record.caller) !== undefined;
}
