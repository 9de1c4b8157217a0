import { number } from '../../json';
import type { Api, HttpRequest, Response } from '../../ocsf/event';
import { word } from '../shared/leftovers';
import { UNKNOWN } from '../shared/unknown';
import { type Activity, wordOf } from './activity';

/** Methods of OCSF's enum; anything else is no HTTP method. */
const METHODS: ReadonlySet<string> = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'TRACE',
]);

/** The call: operation, service, the request with its body where the provider logs it, and the answer. */
export function apiOf(activity: Activity, operation: string, provider: string | undefined): Api {
  const { form, properties } = activity;
  const { names } = form;
  const data = properties?.requestbody ?? properties?.requestBody ?? undefined;
  const uid = wordOf(activity, names.operationUid) ?? wordOf(activity, names.correlation);
  return {
    operation,
    request: uid === undefined && data === undefined ? undefined : { data, uid: uid ?? UNKNOWN },
    response: responseOf(properties),
    service: provider === undefined ? undefined : { name: provider },
    version: wordOf(activity, names.version),
  };
}

function responseOf(properties: Activity['properties']): Response | undefined {
  const status = word(properties?.statusCode);
  const data = properties?.responseBody ?? properties?.responsebody ?? undefined;
  const message = word(properties?.statusMessage);
  if (status === undefined && data === undefined && message === undefined) {
    return undefined;
  }
  const code = number(status);
  return Number.isSafeInteger(code) ? { code, data, message } : { data, error: status, message };
}

/** Method, address and user agent: the REST forms tell the first two, storage logs the last. */
export function httpRequestOf(activity: Activity): HttpRequest | undefined {
  const { form, http, properties } = activity;
  const method = word(http?.method)?.toUpperCase();
  const uid = word(http?.clientRequestId) ?? word(http?.client_request_id);
  const url = word(http?.uri) ?? wordOf(activity, form.names.uri);
  const user_agent = word(properties?.userAgentHeader);
  if (method === undefined && uid === undefined && url === undefined && user_agent === undefined) {
    return undefined;
  }
  return {
    http_method: method !== undefined && METHODS.has(method) ? method : undefined,
    uid,
    url: url === undefined ? undefined : { url_string: url },
    user_agent,
  };
}
