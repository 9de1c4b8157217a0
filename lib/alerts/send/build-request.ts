import type { Notification } from '../../ports/notifier';
import { fail, ok, type Result } from '../../result';
import { toJira } from '../formats/jira';
import { toPagerDuty } from '../formats/pagerduty';
import { toSlack } from '../formats/slack';
import { toSplunkHec } from '../formats/splunk-hec';
import { toTeams } from '../formats/teams';
import { toWebhook } from '../formats/webhook';
import type { HttpChannel, JiraChannel, PagerDutyChannel, SplunkChannel, WebhookChannel } from './channel';
import { type HttpRequest, jsonPost } from './http-request';
import { type Secret, secretOf } from './secret';
import { SIGNATURE_HEADER, signWebhook } from './webhook-signature';

/** Bytes below which a signing key could be guessed. Source: Standard Webhooks 1.0.0, signing secret. */
const MIN_KEY_BYTES = 24;
const PAGERDUTY = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
} as const;

/**
 * The request that brings a notification to a channel; undefined when the channel has nothing to say of this occasion.
 * Fails when a setting or secret cannot work. `secrets` are those of `secretsOf`, in its order.
 */
export function buildRequest(
  channel: HttpChannel,
  notification: Notification,
  secrets: readonly [Secret, ...Secret[]],
  unixSeconds: number,
): Result<HttpRequest | undefined> {
  const [secret] = secrets;
  const { message } = notification;
  switch (channel.kind) {
    case 'slack':
      return ok(jsonPost(secret.reveal(), {}, toSlack(message), secretParts(secret)));
    case 'teams':
      return ok(jsonPost(secret.reveal(), {}, toTeams(message), secretParts(secret)));
    case 'pagerduty':
      return ok(pagerDutyRequest(channel, notification, secret));
    case 'jira':
      return ok(jiraRequest(channel, notification, secret));
    case 'splunk':
      return ok(splunkRequest(channel, notification, secret));
    case 'webhook':
      return webhookRequest(channel, notification, secrets, unixSeconds);
  }
}

function pagerDutyRequest(
  { region = 'us' }: PagerDutyChannel,
  { message }: Notification,
  key: Secret,
): HttpRequest {
  return jsonPost(PAGERDUTY[region], {}, { routing_key: key.reveal(), ...toPagerDuty(message) }, [key]);
}

function jiraRequest(
  channel: JiraChannel,
  { message }: Notification,
  token: Secret,
): HttpRequest | undefined {
  const issue = toJira(message, channel);
  const basic = Buffer.from(`${channel.email}:${token.reveal()}`).toString('base64');
  const headers = { Authorization: `Basic ${basic}`, Accept: 'application/json' };
  return (
    issue &&
    jsonPost(at(channel.site, '/rest/api/3/issue'), headers, issue, [token, secretOf(token.name, basic)])
  );
}

function splunkRequest(
  channel: SplunkChannel,
  { message, idempotencyKey }: Notification,
  token: Secret,
): HttpRequest {
  const headers = { Authorization: `Splunk ${token.reveal()}` };
  const event = toSplunkHec(message, idempotencyKey, channel);
  return jsonPost(at(channel.site, '/services/collector/event'), headers, event, [token]);
}

function webhookRequest(
  { url }: WebhookChannel,
  { message, idempotencyKey }: Notification,
  keys: readonly Secret[],
  unixSeconds: number,
): Result<HttpRequest> {
  const weak = keys.find((key) => Buffer.byteLength(key.reveal()) < MIN_KEY_BYTES);
  if (weak) {
    return fail(`signing key "${weak.name}" is shorter than ${MIN_KEY_BYTES} bytes; store a random one`);
  }
  const body = JSON.stringify(toWebhook(message, idempotencyKey));
  const signature = signWebhook(
    body,
    keys.map((key) => key.reveal()),
    unixSeconds,
  );
  return ok(jsonPost(url, { [SIGNATURE_HEADER]: signature, 'Idempotency-Key': idempotencyKey }, body, keys));
}

function at(site: string, path: string): string {
  return `${site.replace(/\/$/, '')}${path}`;
}

/** Of a URL that is a secret, the host is none: reasons name it. */
function secretParts(url: Secret): readonly Secret[] {
  const text = url.reveal();
  const { pathname, search } = URL.canParse(text) ? new URL(text) : { pathname: text, search: '' };
  return pathname === '/' ? [] : [secretOf(url.name, `${pathname}${search}`)];
}
