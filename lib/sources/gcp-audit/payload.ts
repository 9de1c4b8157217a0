import { isObject, type JsonObject, type JsonValue, object } from '../../json';
import { ENTRY, type LogEntry, OPERATION, RESOURCE } from '../gcp/log-entry';
import { leftovers, type Mapped, mapped, word } from '../shared/leftovers';
import { AUTHENTICATION, authorizationsMapped } from './actor';

/** An AuditLog, wherever the record keeps it. */
export interface AuditLog {
  readonly payload: JsonObject;
  /** The seed's sample has the AuditLog's attributes beside the entry's. */
  readonly flat: boolean;
}

const AUDIT_LOG = 'google.cloud.audit.AuditLog';
const PAYLOAD = mapped({
  word: ['@type', 'at_sign_type', 'serviceName', 'methodName', 'resourceName'],
  object: ['authenticationInfo', 'requestMetadata', 'status'],
  any: ['request', 'response'],
});
const GRANTS = mapped({ list: ['authorizationInfo'] });
const PAYLOAD_GRANTS: Mapped = new Map([...PAYLOAD, ...GRANTS]);
const FLAT: Mapped = new Map([...PAYLOAD, ...ENTRY]);
const FLAT_GRANTS: Mapped = new Map([...FLAT, ...GRANTS]);
const REQUEST_METADATA = mapped({
  word: ['callerIp', 'callerIP', 'callerip', 'callerSuppliedUserAgent', 'callerNetwork'],
});
const STATUS = mapped({ number: ['code'], word: ['message'] });

/**
 * The record's AuditLog: `protoPayload` of that type (exporters write `at_sign_type`, or drop the type), or the record
 * itself when it is flat. Undefined for any other payload.
 */
export function auditLogOf(record: JsonObject): AuditLog | undefined {
  const payload = object(record.protoPayload) ?? object(record.protopayload);
  if (payload) {
    const type = word(payload['@type']) ?? word(payload.at_sign_type);
    return type === undefined || type.endsWith(AUDIT_LOG) ? { payload, flat: false } : undefined;
  }
  const flat = isObject(record.authenticationInfo) || word(record.methodName) !== undefined;
  return flat && record.jsonPayload === undefined && record.textPayload === undefined
    ? { payload: record, flat: true }
    : undefined;
}

/** What of an audit entry found no place, under its native names. A sign-in has none for a request or resource. */
export function unmappedOf(
  { record, operation, resource }: LogEntry,
  { payload, flat }: AuditLog,
  placed: { readonly request: boolean; readonly resource: boolean },
) {
  const granted = authorizationsMapped(payload.authorizationInfo);
  const rest = leftovers(record, flat ? (granted ? FLAT_GRANTS : FLAT) : ENTRY) ?? {};
  const inner = flat ? rest : (leftovers(payload, granted ? PAYLOAD_GRANTS : PAYLOAD) ?? {});
  keep(inner, 'authenticationInfo', part(payload.authenticationInfo, AUTHENTICATION));
  keep(inner, 'requestMetadata', part(payload.requestMetadata, REQUEST_METADATA));
  keep(inner, 'status', part(payload.status, STATUS));
  if (!placed.request) {
    keep(inner, 'request', payload.request);
  }
  keep(rest, 'operation', part(operation, OPERATION));
  keep(rest, 'resource', placed.resource ? part(resource, RESOURCE) : resource);
  if (!placed.resource) {
    keep(inner, 'resourceName', payload.resourceName);
  }
  if (!flat && hasOwn(inner)) {
    keep(rest, 'protoPayload', inner);
  }
  return hasOwn(rest) ? rest : undefined;
}

function part(value: JsonValue, taken: Mapped): JsonObject | undefined {
  return isObject(value) ? leftovers(value, taken) : undefined;
}

function keep(target: JsonObject, name: string, value: JsonValue): void {
  if (value !== undefined && value !== null) {
    target[name] = value;
  }
}

function hasOwn(value: JsonObject): boolean {
  for (const _ in value) {
    return true;
  }
  return false;
}
