/** Native names, in lower case, to where the value stands. Log Analytics columns, which Sigma rules use, beside them. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  operationname: ['api.operation'],
  operationnamevalue: ['api.operation'],
  operationversion: ['api.version'],
  category: ['metadata.log_name'],
  categoryvalue: ['metadata.log_name'],
  resulttype: ['status_code'],
  status: ['status_code'],
  activitystatus: ['status_code'],
  activitystatusvalue: ['status_code'],
  resultsignature: ['status_detail'],
  substatus: ['status_detail'],
  activitysubstatus: ['status_detail'],
  activitysubstatusvalue: ['status_detail'],
  resultdescription: ['unmapped.resultDescription'],
  description: ['unmapped.description', 'unmapped.Description'],
  durationms: ['duration'],
  calleripaddress: ['src_endpoint.ip', 'src_endpoint.name'],
  correlationid: ['metadata.correlation_uid'],
  level: ['metadata.log_level'],
  location: ['cloud.region'],
  resourceid: ['resources.uid'],
  _resourceid: ['resources.uid'],
  resourcegroup: ['resources.group.name'],
  resourcegroupname: ['resources.group.name'],
  resourceprovider: ['api.service.name'],
  resourceprovidername: ['api.service.name'],
  resourceprovidervalue: ['api.service.name'],
  resourcetype: ['resources.type'],
  subscriptionid: ['cloud.account.uid'],
  tenantid: ['cloud.org.uid', 'unmapped.TenantId'],
  caller: ['actor.user.name', 'actor.user.uid'],
  eventdataid: ['metadata.uid'],
  operationid: ['api.request.uid'],
  time: ['metadata.original_time'],
  timegenerated: ['metadata.original_time'],
  eventtimestamp: ['metadata.original_time'],
  uri: ['http_request.url.url_string'],
  statuscode: ['unmapped.statusCode', 'status_code'],
  statustext: ['unmapped.statusText', 'status_detail'],
  eventname: ['unmapped.eventName', 'unmapped.event_name.value'],
  hierarchy: ['unmapped.Hierarchy', 'unmapped.properties.hierarchy'],
  identity: ['unmapped.identity'],
  properties: ['unmapped.properties', 'unmapped.Properties_d'],
  'properties.message': ['message'],
  'properties.requestbody': ['api.request.data'],
  'properties.responsebody': ['api.response.data'],
  'properties.statuscode': ['api.response.code', 'api.response.error'],
  'properties.statusmessage': ['api.response.message'],
  'properties.useragentheader': ['http_request.user_agent'],
  'authorization.action': ['actor.authorizations.policy.data.action', 'unmapped.authorization.action'],
  'authorization.scope': ['actor.authorizations.policy.data.scope', 'unmapped.authorization.scope'],
  'claims.appid': ['actor.app_uid'],
  'claims.name': ['actor.user.full_name', 'actor.user.name'],
  'claims.ipaddr': ['unmapped.identity.claims.ipaddr', 'unmapped.claims.ipaddr'],
  'claims.uti': ['actor.session.uid'],
  'claims.iss': ['actor.session.issuer'],
  'httprequest.method': ['http_request.http_method'],
  'httprequest.uri': ['http_request.url.url_string'],
  'httprequest.clientipaddress': ['src_endpoint.ip', 'src_endpoint.name'],
  'httprequest.clientrequestid': ['http_request.uid'],
};

/** Objects of which any attribute may be asked for, and where their leftovers stand. */
const WITHIN: readonly (readonly [prefix: string, stems: readonly string[]])[] = [
  ['properties.', ['unmapped.properties.', 'unmapped.Properties_d.']],
  ['properties_d.', ['unmapped.Properties_d.']],
  [
    'authorization.',
    ['actor.authorizations.policy.data.', 'unmapped.identity.authorization.', 'unmapped.authorization.'],
  ],
  ['claims.', ['unmapped.identity.claims.', 'unmapped.claims.', 'unmapped.Claims_d.']],
  ['httprequest.', ['unmapped.httpRequest.', 'unmapped.http_request.', 'unmapped.HTTPRequest.']],
  ['identity.', ['unmapped.identity.']],
];

/** Prefixes under which pipelines ship the native names. */
const SHIPPERS = /^(?:azure\.activitylogs\.|data\.|identity\.(?=claims\.|authorization\.))/i;

/** Where a Sigma rule's field stands in this source's events; empty when the activity log has no such field. */
export function activityPaths(field: string): readonly string[] {
  const native = field.replace(SHIPPERS, '').replace(SHIPPERS, '');
  const key = native.toLowerCase();
  const known = Object.hasOwn(PATHS, key) ? PATHS[key] : undefined;
  if (known) {
    return known;
  }
  const snake = native.includes('_') ? key.replaceAll('_', '') : key;
  if (snake !== key && Object.hasOwn(PATHS, snake)) {
    return PATHS[snake] ?? [];
  }
  const within = WITHIN.find(([prefix]) => key.startsWith(prefix));
  return within ? within[1].map((stem) => stem + native.slice(within[0].length)) : [];
}

/** Names rules commonly use, in the log's own spelling. */
export const ACTIVITY_FIELDS: readonly string[] = [
  'operationName',
  'category',
  'resultType',
  'resultSignature',
  'caller',
  'callerIpAddress',
  'resourceId',
  'correlationId',
  'level',
  'location',
  'tenantId',
  'properties.message',
  'properties.statusCode',
  'properties.requestbody',
  'authorization.action',
  'authorization.evidence.role',
  'claims.appid',
  'OperationNameValue',
  'CategoryValue',
  'ResourceProviderValue',
  'ActivityStatusValue',
];
