/** Paths below `protoPayload`, in lower case, to where the value stands. */
const PAYLOAD: Readonly<Record<string, readonly string[]>> = {
  methodname: ['api.operation'],
  servicename: ['api.service.name'],
  resourcename: ['resources.uid', 'unmapped.protoPayload.resourceName'],
  'authenticationinfo.principalemail': ['actor.user.name'],
  'authenticationinfo.principalsubject': ['actor.user.uid'],
  'authenticationinfo.authorityselector': ['actor.user.name'],
  'authenticationinfo.serviceaccountkeyname': ['actor.user.credential_uid'],
  'authorizationinfo.permission': [
    'actor.authorizations.policy.name',
    'unmapped.protoPayload.authorizationInfo.permission',
  ],
  'authorizationinfo.granted': [
    'actor.authorizations.policy.is_applied',
    'unmapped.protoPayload.authorizationInfo.granted',
  ],
  'requestmetadata.callerip': ['src_endpoint.ip', 'src_endpoint.name'],
  'requestmetadata.callernetwork': ['src_endpoint.vpc_uid'],
  'requestmetadata.callersupplieduseragent': ['http_request.user_agent'],
  'status.code': ['status_code'],
  'status.message': ['status_detail'],
};

/** Objects below `protoPayload` whose attributes stand elsewhere than in `unmapped` alone. */
const WITHIN_PAYLOAD: readonly (readonly [prefix: string, stems: readonly string[]])[] = [
  ['authorizationinfo.', ['actor.authorizations.policy.data.', 'unmapped.protoPayload.authorizationInfo.']],
  ['request.', ['api.request.data.', 'unmapped.protoPayload.request.']],
  ['response.', ['api.response.data.']],
];

/** Paths of the log entry itself, in lower case. */
const ENTRY: Readonly<Record<string, readonly string[]>> = {
  logname: ['metadata.log_name', 'metadata.log_provider'],
  insertid: ['metadata.uid'],
  timestamp: ['metadata.original_time'],
  severity: ['metadata.log_level'],
  'operation.id': ['metadata.correlation_uid'],
  'resource.type': ['resources.type', 'unmapped.resource.type'],
  textpayload: ['message'],
};

const WITHIN_ENTRY: readonly (readonly [prefix: string, stems: readonly string[]])[] = [
  ['resource.labels.', ['resources.data.', 'unmapped.resource.labels.']],
  ['operation.', ['unmapped.operation.']],
  ['labels.', ['unmapped.labels.']],
  ['jsonpayload.', ['unmapped.jsonPayload.']],
];

/** First segments of an AuditLog's attributes: a rule may leave `protoPayload.` out. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[
    'methodname',
    'servicename',
    'resourcename',
    'authenticationinfo',
    'authorizationinfo',
    'requestmetadata',
    'status',
  ],
  ...[
    'request',
    'response',
    'metadata',
    'servicedata',
    'resourcelocation',
    'resourceoriginalstate',
    'numresponseitems',
  ],
  'policyviolationinfo',
]);

/**
 * Where a Sigma rule's field stands in this source's events: `gcp.audit.method_name`, `data.protoPayload.methodName`,
 * `protoPayload.methodName` and `methodName` are one. Empty when a log entry has no such field.
 */
export function auditPaths(field: string): readonly string[] {
  if (field.startsWith('gcp.audit.')) {
    return payloadPaths(camelCase(field.slice(10)));
  }
  const native = field.startsWith('data.') ? field.slice(5) : field;
  const key = native.toLowerCase();
  if (key.startsWith('protopayload.')) {
    const inner = native.slice(13);
    const misplaced = entryPaths(inner);
    return misplaced.length > 0 ? misplaced : payloadPaths(inner);
  }
  const entry = entryPaths(native);
  if (entry.length > 0) {
    return entry;
  }
  return ATTRIBUTES.has(key.split('.', 1)[0] ?? '') ? payloadPaths(native) : [];
}

function payloadPaths(native: string): readonly string[] {
  return lookup(native, PAYLOAD, WITHIN_PAYLOAD) ?? [`unmapped.protoPayload.${native}`, `unmapped.${native}`];
}

/** Rules also write entry attributes below `protoPayload`, where no entry has them. */
function entryPaths(native: string): readonly string[] {
  return lookup(native, ENTRY, WITHIN_ENTRY) ?? [];
}

function lookup(
  native: string,
  exact: typeof PAYLOAD,
  within: typeof WITHIN_PAYLOAD,
): readonly string[] | undefined {
  const key = native.toLowerCase();
  if (Object.hasOwn(exact, key)) {
    return exact[key];
  }
  const found = within.find(([prefix]) => key.startsWith(prefix));
  return found?.[1].map((stem) => stem + native.slice(found[0].length));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Names rules commonly use, as Elastic's pipeline and as Google writes them. */
export const AUDIT_FIELDS: readonly string[] = [
  'gcp.audit.method_name',
  'gcp.audit.service_name',
  'gcp.audit.resource_name',
  'gcp.audit.authentication_info.principal_email',
  'gcp.audit.authorization_info.permission',
  'gcp.audit.authorization_info.granted',
  'gcp.audit.request_metadata.caller_ip',
  'gcp.audit.request_metadata.caller_supplied_user_agent',
  'gcp.audit.status.code',
  'gcp.audit.status.message',
  'data.protoPayload.methodName',
  'data.protoPayload.serviceName',
  'protoPayload.request',
  'protoPayload.serviceData.policyDelta',
  'logName',
  'resource.type',
  'resource.labels.project_id',
  'severity',
];
