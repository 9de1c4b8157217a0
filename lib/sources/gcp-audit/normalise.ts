import { isObject, type JsonObject, type JsonValue, list, number, object } from '../../json';
import { status } from '../../ocsf/build';
import type { Api, Metadata, NetworkEndpoint, OcsfEvent, ResourceDetails } from '../../ocsf/event';
import { NO_TIME, parseTimestamp, toMillis } from '../../time';
import { cloudOf, type LogEntry, metadataOf, readLogEntry } from '../gcp/log-entry';
import { severityOf } from '../gcp/severity';
import { rpcCodeName } from '../gcp/status';
import { endpointOf } from '../shared/address';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';
import { type EmitEvent, type Outcome, quarantined, WRITTEN } from '../source';
import { actorOf } from './actor';
import { baseEvent } from './base-event';
import { classifyMethod } from './operation';
import { type AuditLog, auditLogOf, unmappedOf } from './payload';
import { signInAttributes, signInOf } from './sign-in';

export const PRODUCT = { vendor_name: 'GCP', name: 'Cloud Audit Logs' } as const;

/**
 * One LogEntry to one event: API Activity for an AuditLog, Authentication where that is a sign-in, Base Event for any
 * other payload, so that a log routed here is not lost. Quarantined when it is no object or its time cannot be read; a
 * partial entry without one has time 0.
 */
export function normaliseLogEntry(record: JsonValue, emit: EmitEvent): Outcome {
  if (!isObject(record)) {
    return quarantined('a Cloud Logging entry is a JSON object, got something else');
  }
  const entry = readLogEntry(record);
  const audit = auditLogOf(record);
  const original = timeOf(record, audit) ?? entry.received;
  const micros = original === undefined ? NO_TIME : parseTimestamp(original);
  if (micros === undefined) {
    const got = `timestamp is no time: ${original?.slice(0, 60)}`;
    return quarantined(`${got}; a log entry has one such as 2024-08-12T10:30:00.000000000Z`);
  }
  const time = toMillis(micros);
  const metadata = metadataOf(entry, PRODUCT, original);
  emit(audit ? auditEvent(entry, audit, metadata, time) : baseEvent(entry, metadata, time), micros);
  return WRITTEN;
}

/** The entry's time; partial entries have it inside the payload, or only as the time the request arrived. */
function timeOf(record: JsonObject, audit: AuditLog | undefined): string | undefined {
  const requested = object(object(audit?.payload.requestMetadata)?.requestAttributes)?.time;
  return word(record.timestamp) ?? word(audit?.payload.timestamp) ?? word(requested);
}

function auditEvent(entry: LogEntry, audit: AuditLog, metadata: Metadata, time: number): OcsfEvent {
  const { payload } = audit;
  const method = word(payload.methodName) ?? UNKNOWN;
  const service = word(payload.serviceName);
  const caller = object(payload.requestMetadata);
  const resourceName = word(payload.resourceName);
  const { code, message } = object(payload.status) ?? {};
  const rpc = number(code);
  const byGoogle = (entry.log.log?.endsWith('/system_event') && service) || UNKNOWN;
  const agent = word(caller?.callerSuppliedUserAgent);
  const request = requestOf(entry, payload);
  const signIn = signInOf(method);
  const actor = () => actorOf(object(payload.authenticationInfo), payload.authorizationInfo, byGoogle);
  const event: OcsfEvent = {
    ...classifyMethod(method),
    ...severityOf(entry.severity),
    ...outcomeOf(audit, rpc),
    actor: actor(),
    api: apiOf(payload, { method, service, request, rpc }),
    cloud: cloudOf(entry, resourceName, word(list(object(payload.resourceLocation)?.currentLocations)[0])),
    http_request: agent === undefined ? undefined : { user_agent: agent },
    metadata,
    resources: signIn ? undefined : resourcesOf(entry, resourceName),
    src_endpoint: sourceOf(caller, byGoogle),
    status_code: word(code),
    status_detail: word(message),
    time,
    unmapped: unmappedOf(entry, audit, { request: request !== undefined, resource: !signIn }),
  };
  return signIn ? Object.assign(event, signInAttributes(signIn, payload, actor().user)) : event;
}

/** gRPC leaves OK out, so that an AuditLog without a code is a success; a flat sample without a status tells nothing. */
function outcomeOf({ payload, flat }: AuditLog, rpc: number | undefined) {
  return status(flat && payload.status === undefined ? 0 : rpc === undefined || rpc === 0 ? 1 : 2);
}

/** OCSF wants an id beside a request: the entry's own. Without one the request stays unmapped. */
function requestOf({ insertId, operation }: LogEntry, { request }: JsonObject): Api['request'] {
  const uid = insertId ?? word(operation?.id);
  return request === undefined || request === null || uid === undefined ? undefined : { data: request, uid };
}

interface Call {
  readonly method: string;
  readonly service: string | undefined;
  readonly request: Api['request'];
  readonly rpc: number | undefined;
}

function apiOf(payload: JsonObject, { method, service, request, rpc }: Call): Api {
  const data = payload.response ?? undefined;
  const answered = data !== undefined || rpc !== undefined;
  const code = Number.isSafeInteger(rpc) ? rpc : undefined;
  return {
    operation: method,
    request,
    response: answered ? { code, data, error: rpc === undefined ? undefined : rpcCodeName(rpc) } : undefined,
    service: service === undefined ? undefined : { name: service },
  };
}

/** What was called upon; an entry that names no resource still tells its kind and project. */
function resourcesOf({ resource, labels }: LogEntry, uid: string | undefined): ResourceDetails[] | undefined {
  const type = word(resource?.type);
  if (uid === undefined && type === undefined && labels === undefined) {
    return undefined;
  }
  const name = uid?.slice(uid.lastIndexOf('/') + 1) || uid || word(labels?.project_id) || type || UNKNOWN;
  return [{ data: labels, name, type, uid }];
}

/** Where the call came from. `private` and `gce-internal-ip` are names Google writes instead of an address. */
function sourceOf(caller: JsonObject | undefined, byGoogle: string): NetworkEndpoint {
  const address = word(caller?.callerIp) ?? word(caller?.callerIP) ?? word(caller?.callerip);
  const vpc_uid = word(caller?.callerNetwork);
  if (address !== undefined) {
    return { ...endpointOf(address), vpc_uid };
  }
  return byGoogle === UNKNOWN ? { name: UNKNOWN, vpc_uid } : { svc_name: byGoogle, vpc_uid };
}
