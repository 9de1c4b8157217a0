import { isObject, type JsonValue, number } from '../../json';
import { pair } from '../../ocsf/build';
import type { Cloud, NetworkEndpoint, OcsfEvent, ResourceDetails } from '../../ocsf/event';
import { NO_TIME, parseTimestamp, toMillis } from '../../time';
import { type ResourceParts, resourceParts } from '../azure/resource-id';
import { endpointOf } from '../shared/address';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';
import { type EmitEvent, type Outcome, quarantined, WRITTEN } from '../source';
import { type Activity, readActivity, wordOf } from './activity';
import { actorOf, tenantOf } from './actor';
import { apiOf, httpRequestOf } from './api';
import { metadataOf } from './metadata';
import { classifyOperation, providerOf } from './operation';
import { outcomeOf, severityOf } from './outcome';

const SUBSCRIPTION = pair('account', 'type_id', 13);

/** Categories whose events Azure itself raises, without a caller: there the resource provider is the one that acts. */
const BY_AZURE: ReadonlySet<string> = new Set([
  'servicehealth',
  'resourcehealth',
  'alert',
  'autoscale',
  'recommendation',
  'security',
  'policy',
]);

/**
 * One activity-log record to one API Activity event. Quarantined when it is no object or its time cannot be read;
 * whatever is absent leaves its attribute absent, or Unknown where OCSF requires one (a time: 0).
 */
export function normaliseActivity(record: JsonValue, emit: EmitEvent): Outcome {
  if (!isObject(record)) {
    return quarantined('an Azure activity record is a JSON object, got something else');
  }
  const activity = readActivity(record);
  const { names } = activity.form;
  const original = wordOf(activity, names.time);
  const micros = original === undefined ? NO_TIME : parseTimestamp(original);
  if (micros === undefined) {
    const got = `${names.time[0]} is no time: ${original?.slice(0, 60)}`;
    return quarantined(`${got}; an activity record has one such as 2024-08-12T10:30:00.0000000Z`);
  }
  emit(eventOf(activity, original, toMillis(micros)), micros);
  return WRITTEN;
}

function eventOf(activity: Activity, original: string | undefined, time: number): OcsfEvent {
  const { form, properties, authorization, claims } = activity;
  const { names } = form;
  const operation = wordOf(activity, names.operation) ?? word(authorization?.action) ?? UNKNOWN;
  const category = wordOf(activity, names.category);
  const provider = wordOf(activity, names.provider) ?? providerOf(operation);
  const azure = (category && BY_AZURE.has(category.toLowerCase()) && provider) || UNKNOWN;
  const resource = wordOf(activity, names.resource) ?? word(authorization?.scope);
  const parts = resourceParts(resource);
  const result = wordOf(activity, names.result) ?? word(properties?.metricResponseType);
  const level = wordOf(activity, names.level);
  return {
    ...classifyOperation(operation),
    ...severityOf(level),
    ...outcomeOf(result),
    actor: actorOf({ claims, authorization, caller: wordOf(activity, names.caller) }, azure),
    api: apiOf(activity, operation, provider),
    cloud: cloudOf(activity, parts),
    duration: durationOf(wordOf(activity, names.duration)),
    http_request: httpRequestOf(activity),
    message: word(properties?.message) ?? wordOf(activity, names.description),
    metadata: metadataOf(activity, { original, category, level, result, operation, resource }),
    resources: resource === undefined ? undefined : [resourceOf(resource, parts)],
    src_endpoint: sourceOf(activity, azure),
    status_code: result,
    status_detail: wordOf(activity, names.signature),
    time,
    unmapped: activity.unmapped,
  };
}

function cloudOf(activity: Activity, { subscription }: ResourceParts): Cloud {
  const { names } = activity.form;
  const account = subscription ?? wordOf(activity, names.subscription)?.toLowerCase();
  const tenant = wordOf(activity, names.tenant) ?? tenantOf(activity.claims);
  return {
    account: account === undefined ? undefined : { ...SUBSCRIPTION, uid: account },
    org: tenant === undefined ? undefined : { uid: tenant },
    provider: 'Azure',
    region: wordOf(activity, names.location),
  };
}

function resourceOf(uid: string, { type, name, group }: ResourceParts): ResourceDetails {
  return { group: group === undefined ? undefined : { name: group }, name, type, uid };
}

function sourceOf(activity: Activity, azure: string): NetworkEndpoint {
  const { form, http } = activity;
  const address =
    wordOf(activity, form.names.address) ?? word(http?.clientIpAddress) ?? word(http?.client_ip_address);
  if (address !== undefined) {
    return endpointOf(address);
  }
  return azure === UNKNOWN ? { name: UNKNOWN } : { svc_name: azure };
}

function durationOf(given: string | undefined): number | undefined {
  const millis = Math.trunc(number(given) ?? Number.NaN);
  return Number.isSafeInteger(millis) && millis >= 0 ? millis : undefined;
}
