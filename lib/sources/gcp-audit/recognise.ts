import { isObject, type JsonObject, type JsonValue, text } from '../../json';

/** Logs that sources of their own read, by the end of their id. */
const ELSEWHERE: readonly string[] = ['dns.googleapis.com/dns_queries', '/vpc_flows'];

/** Whether a record is a Cloud Logging entry, or the seed's flat sample of an AuditLog. */
export function recogniseLogEntry(record: JsonValue): boolean {
  if (!isObject(record)) {
    return false;
  }
  const name = text(record.logName) ?? text(record.logname);
  if (name !== undefined && elsewhere(name)) {
    return false;
  }
  if (isObject(record.protoPayload) || isObject(record.protopayload)) {
    return true;
  }
  return payloadEntry(record, name) || flat(record);
}

function elsewhere(name: string): boolean {
  const log = name.replaceAll('%2F', '/').replaceAll('%2f', '/');
  return ELSEWHERE.some((end) => log.endsWith(end));
}

/** An entry with a text or JSON payload: `logName` alone would claim other products' records. */
function payloadEntry(record: JsonObject, name: string | undefined): boolean {
  const payload = isObject(record.jsonPayload) || typeof record.textPayload === 'string';
  return payload && name?.includes('/logs/') === true;
}

/** The AuditLog's own attributes at the top; no other source has an `authenticationInfo`, or a dotted method name. */
function flat(record: JsonObject): boolean {
  const method = text(record.methodName);
  if (!isObject(record.authenticationInfo)) {
    return method?.includes('.') === true;
  }
  return (
    text(record.serviceName) !== undefined || method !== undefined || text(record.timestamp) !== undefined
  );
}
