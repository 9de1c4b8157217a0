/**
 * Where a record's attributes go. A path is the OCSF attribute that holds the very value; `unmapped` attributes keep
 * their own names there. The mapping, what it leaves over and the field names of rules all come from these tables.
 * Source: CloudTrail record contents, event version 1.11.
 */
export const RECORD_PLACES: ReadonlyMap<string, string> = new Map([
  ['eventVersion', 'metadata.log_version'],
  ['eventTime', 'metadata.original_time'],
  ['eventID', 'metadata.uid'],
  ['sharedEventID', 'metadata.correlation_uid'],
  ['eventSource', 'api.service.name'],
  ['eventName', 'api.operation'],
  ['apiVersion', 'api.version'],
  ['requestID', 'api.request.uid'],
  ['requestParameters', 'api.request.data'],
  ['responseElements', 'api.response.data'],
  ['errorCode', 'status_code'],
  ['errorMessage', 'status_detail'],
  ['awsRegion', 'cloud.region'],
  ['recipientAccountId', 'cloud.account.uid'],
  ['userAgent', 'http_request.user_agent'],
  ['vpcEndpointId', 'src_endpoint.uid'],
]);

export const IDENTITY_PLACES: ReadonlyMap<string, string> = new Map([
  ['userName', 'actor.user.name'],
  ['arn', 'actor.user.uid'],
  ['principalId', 'actor.user.uid_alt'],
  ['accessKeyId', 'actor.user.credential_uid'],
  ['accountId', 'actor.user.account.uid'],
  ['invokedBy', 'actor.app_name'],
  ['identityProvider', 'actor.idp.name'],
]);

export const RESOURCE_PLACES: ReadonlyMap<string, string> = new Map([
  ['ARN', 'resources.uid'],
  ['ARNPrefix', 'resources.name'],
  ['type', 'resources.type'],
  ['accountId', 'resources.owner.account.uid'],
]);

/** `sourceIPAddress` is an address, a service or another name. */
export const ORIGIN_PATHS: readonly string[] = [
  'src_endpoint.ip',
  'src_endpoint.svc_name',
  'src_endpoint.name',
];

/** Attributes OCSF has no place for, in the event as `unmapped.<name>`. */
export const UNMAPPED_ATTRIBUTES: ReadonlySet<string> = new Set([
  'additionalEventData',
  'addendum',
  'annotation',
  'edgeDeviceDetails',
  'eventCategory',
  'eventContext',
  'eventType',
  'insightDetails',
  'managementEvent',
  'readOnly',
  'serviceEventDetails',
  'sessionCredentialFromConsole',
  'summary',
  'timeWindow',
  'tlsDetails',
  'vpcEndpointAccountId',
]);
