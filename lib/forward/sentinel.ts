import { plainLine } from '../alerts/formats/neutral-text';
import { type HttpAnswer, retryAfterSeconds } from '../alerts/send/classify-response';
import { type HttpRequest, jsonPost } from '../alerts/send/http-request';
import { type Secret, secretOf } from '../alerts/send/secret';
import { isObject, number, object, stringify, text } from '../json';
import { type AzureCloud, azureCloudOf } from './azure-cloud';
import type { SentinelDestination } from './destination';
import type { Line } from './parcel';
import type { Reception } from './receiver';

/** A call takes 1 MB. Source: Azure Monitor service limits, Logs Ingestion API. */
export const SENTINEL_MAX_BYTES = 1_000_000;
const API_VERSION = '2023-01-01';
const MAX_SAID = 200;

/**
 * Columns of the stream that the data collection rule has to declare, with their types there: what people filter on,
 * and the whole event.
 */
export const SENTINEL_COLUMNS = {
  TimeGenerated: 'datetime',
  EventUid: 'string',
  Source: 'string',
  ClassUid: 'int',
  ClassName: 'string',
  SeverityId: 'int',
  AccountUid: 'string',
  Event: 'dynamic',
} as const;

/** An event as a row of the stream. */
export function renderRow({ source, event }: Line): string {
  const row: Record<keyof typeof SENTINEL_COLUMNS, unknown> = {
    TimeGenerated: new Date(event.time).toISOString(),
    EventUid: event.metadata.uid,
    Source: source,
    ClassUid: event.class_uid,
    ClassName: event.class_name,
    SeverityId: event.severity_id,
    AccountUid: event.cloud?.account?.uid,
    Event: event,
  };
  return stringify(row);
}

export function cloudOf({ endpoint }: SentinelDestination): AzureCloud {
  const cloud = azureCloudOf(endpoint);
  if (cloud === undefined) {
    throw new Error(`${endpoint}: no endpoint of Azure Monitor; load the configuration with loadConfig`);
  }
  return cloud;
}

/** Source: Microsoft identity platform, "OAuth 2.0 client credentials flow". */
export function tokenRequest(destination: SentinelDestination, credential: Secret): HttpRequest {
  const { login, scope } = cloudOf(destination);
  const { tenantId, clientId } = destination;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: credential.reveal(),
    scope,
  }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return jsonPost(`https://${login}/${tenantId}/oauth2/v2.0/token`, headers, form, [credential]);
}

/** The token of an answer and the seconds it is good for; undefined when there is none in it. */
export function readToken(body: string): { readonly token: Secret; readonly seconds: number } | undefined {
  const value = parsed(body);
  const token = text(value?.access_token);
  return token === undefined
    ? undefined
    : { token: secretOf('access token', token), seconds: number(value?.expires_in) ?? 0 };
}

/** Source: Microsoft Learn, "Logs Ingestion API in Azure Monitor", REST API call. */
export function rowsRequest(
  { endpoint, rule, stream }: SentinelDestination,
  rendered: readonly string[],
  token: Secret,
): HttpRequest {
  const url = `${endpoint.replace(/\/$/, '')}/dataCollectionRules/${rule}/streams/${stream}?api-version=${API_VERSION}`;
  return jsonPost(url, { Authorization: `Bearer ${token.reveal()}` }, `[${rendered.join(',')}]`, [token]);
}

/** Codes of an answer 400 that are about the rule or its stream, not about the rows. */
const OF_THE_SETTINGS = /stream|rule|endpoint|version/i;

export function readRowsAnswer(answer: HttpAnswer, nowMicros: number): Reception {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    return { outcome: 'taken' };
  }
  const code = text(object(parsed(body)?.error)?.code) ?? '';
  const reason = `Azure Monitor answered ${status}: ${plainLine(body, MAX_SAID)}`;
  if ((status === 400 && !OF_THE_SETTINGS.test(code)) || status === 413) {
    return { outcome: 'refused', reason };
  }
  const hint =
    status < 500 && status !== 429 ? '; check rule, stream and the role of the application on the rule' : '';
  return {
    outcome: 'later',
    reason: `${reason}${hint}`,
    afterSeconds: retryAfterSeconds(answer.retryAfter, nowMicros),
  };
}

function parsed(body: string) {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
