import { plainLine } from '../alerts/formats/neutral-text';
import { type HttpAnswer, retryAfterSeconds } from '../alerts/send/classify-response';
import { type HttpRequest, jsonPost } from '../alerts/send/http-request';
import type { Secret } from '../alerts/send/secret';
import { isObject, number, stringify } from '../json';
import type { SplunkDestination } from './destination';
import type { Line } from './parcel';
import type { Reception } from './receiver';

/** What Splunk Cloud recommends for a request. */
export const SPLUNK_MAX_BYTES = 1_000_000;
const MAX_SAID = 200;

/** An event in HTTP Event Collector's envelope. Source: Splunk, "Format events for HTTP Event Collector". */
export function renderHec({ source, event }: Line, { host, index }: SplunkDestination): string {
  return stringify({
    time: event.time / 1000,
    host,
    source: 'kumomori',
    sourcetype: `kumomori:${source}`,
    index,
    event,
  });
}

/** Several events, one after another: the collector wants no array. */
export function hecRequest(
  { site }: SplunkDestination,
  rendered: readonly string[],
  token: Secret,
): HttpRequest {
  const url = `${site.replace(/\/$/, '')}/services/collector/event`;
  return jsonPost(url, { Authorization: `Splunk ${token.reveal()}` }, rendered.join('\n'), [token]);
}

/** Codes of an answer 400 that are about the token or the request as a whole: index, channel, acknowledgement. */
const OF_THE_SETTINGS = new Set([7, 10, 11, 14, 16]);

/**
 * What the collector's answer means. Source: Splunk, "Troubleshoot HTTP Event Collector", possible error codes.
 */
export function readHecAnswer(answer: HttpAnswer, nowMicros: number): Reception {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    return { outcome: 'taken' };
  }
  const reason = `the collector answered ${status}: ${plainLine(body, MAX_SAID)}`;
  if ((status === 400 && !OF_THE_SETTINGS.has(codeOf(body))) || status === 413) {
    return { outcome: 'refused', reason };
  }
  const hint = status < 500 && status !== 429 ? '; check site, token and index' : '';
  return {
    outcome: 'later',
    reason: `${reason}${hint}`,
    afterSeconds: retryAfterSeconds(answer.retryAfter, nowMicros),
  };
}

function codeOf(body: string): number {
  try {
    const value: unknown = JSON.parse(body);
    return (isObject(value) ? number(value.code) : undefined) ?? -1;
  } catch {
    return -1;
  }
}
