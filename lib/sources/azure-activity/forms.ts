import { type JsonObject, text } from '../../json';
import { type Mapped, mapped } from '../shared/leftovers';

/** Native names of one form of the record; where several stand, the first one present counts. */
export interface FormNames {
  readonly time: readonly string[];
  readonly submitted: readonly string[];
  readonly operation: readonly string[];
  readonly version: readonly string[];
  readonly category: readonly string[];
  readonly result: readonly string[];
  readonly signature: readonly string[];
  readonly description: readonly string[];
  readonly duration: readonly string[];
  readonly address: readonly string[];
  readonly correlation: readonly string[];
  readonly level: readonly string[];
  readonly location: readonly string[];
  readonly resource: readonly string[];
  readonly provider: readonly string[];
  readonly subscription: readonly string[];
  readonly tenant: readonly string[];
  readonly caller: readonly string[];
  readonly event: readonly string[];
  readonly operationUid: readonly string[];
  readonly claims: readonly string[];
  readonly authorization: readonly string[];
  readonly http: readonly string[];
  readonly uri: readonly string[];
  readonly properties: readonly string[];
}

export interface Form {
  readonly names: FormNames;
  /** What the mapping takes from a record's top level. */
  readonly taken: Mapped;
}

/** Values that are objects, or texts of objects: the reader collects their own leftovers. */
const OBJECTS: ReadonlySet<string> = new Set(['claims', 'authorization', 'http', 'properties']);

/** Read where nothing better is present, so it always stays among the leftovers too. */
const SPARE: ReadonlySet<string> = new Set(['description']);

/** Diagnostic settings: storage, Event Hubs, and the seed's flat sample. `identity` holds claims and authorization. */
const DIAGNOSTICS = form({
  time: ['time'],
  submitted: [],
  operation: ['operationName'],
  version: ['operationVersion'],
  category: ['category'],
  result: ['resultType', 'statusCode'],
  signature: ['resultSignature', 'statusText'],
  description: ['resultDescription'],
  duration: ['durationMs'],
  address: ['callerIpAddress'],
  correlation: ['correlationId'],
  level: ['level'],
  location: ['location'],
  resource: ['resourceId'],
  provider: [],
  subscription: ['subscriptionId'],
  tenant: ['tenantId'],
  caller: ['caller'],
  event: ['eventDataId'],
  operationUid: ['operationId'],
  claims: [],
  authorization: [],
  http: [],
  uri: ['uri'],
  properties: ['properties'],
});

/** `Microsoft.Insights/eventtypes/management/values`, Azure CLI and the SDKs. */
const REST = form({
  time: ['eventTimestamp'],
  submitted: ['submissionTimestamp'],
  operation: ['operationName'],
  version: [],
  category: ['category'],
  result: ['status'],
  signature: ['subStatus'],
  description: ['description'],
  duration: [],
  address: ['callerIpAddress'],
  correlation: ['correlationId'],
  level: ['level'],
  location: ['location'],
  resource: ['resourceId', 'resourceUri'],
  provider: ['resourceProviderName'],
  subscription: ['subscriptionId'],
  tenant: ['tenantId'],
  caller: ['caller'],
  event: ['eventDataId'],
  operationUid: ['operationId'],
  claims: ['claims'],
  authorization: ['authorization'],
  http: ['httpRequest'],
  uri: [],
  properties: ['properties'],
});

const SNAKE = form(
  Object.fromEntries(
    Object.entries(REST.names).map(([field, names]) => [field, names.map(snakeCase)]),
  ) as unknown as FormNames,
);

/** Columns of the AzureActivity table. Its TenantId is the workspace's, not the directory's, so it stays unmapped. */
const LOG_ANALYTICS = form({
  time: ['TimeGenerated'],
  submitted: ['EventSubmissionTimestamp'],
  operation: ['OperationNameValue', 'OperationName'],
  version: [],
  category: ['CategoryValue', 'Category'],
  result: ['ActivityStatusValue', 'ActivityStatus'],
  signature: ['ActivitySubstatusValue', 'ActivitySubstatus'],
  description: ['Description'],
  duration: [],
  address: ['CallerIpAddress'],
  correlation: ['CorrelationId'],
  level: ['Level'],
  location: ['Location'],
  resource: ['_ResourceId', 'ResourceId'],
  provider: ['ResourceProviderValue', 'ResourceProvider'],
  subscription: ['SubscriptionId'],
  tenant: [],
  caller: ['Caller'],
  event: ['EventDataId'],
  operationUid: ['OperationId'],
  claims: ['Claims_d', 'Claims'],
  authorization: ['Authorization_d', 'Authorization'],
  http: ['HTTPRequest'],
  uri: [],
  properties: ['Properties_d', 'Properties'],
});

/** The form whose name for the time the record uses; diagnostics where it uses none. */
export function formOf(record: JsonObject): Form {
  if (record.time === undefined) {
    for (const candidate of [REST, SNAKE, LOG_ANALYTICS]) {
      if (text(record[candidate.names.time[0] ?? '']) !== undefined) {
        return candidate;
      }
    }
  }
  return DIAGNOSTICS;
}

function form(names: FormNames): Form {
  const fields = Object.entries(names).filter(([field]) => !SPARE.has(field));
  const objects = fields.filter(([field]) => OBJECTS.has(field)).flatMap(([, natives]) => natives);
  const labels = fields
    .filter(([field]) => !OBJECTS.has(field))
    .flatMap(([, natives]) => natives.slice(0, 1));
  return { names, taken: mapped({ label: labels, any: [...objects, 'identity'] }) };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
