import { buildRequest } from '../../alerts/send/build-request';
import { type HttpChannel, secretsOf } from '../../alerts/send/channel';
import { type Secret, secretOf } from '../../alerts/send/secret';
import type { Clock } from '../../ports/clock';
import type { Delivery, Notification, Notifier } from '../../ports/notifier';
import type { SecretStore } from '../../ports/secret-store';
import { fail, ok, type Result } from '../../result';
import type { HttpSender } from './sender';

export interface HttpNotifierOptions {
  /** By the names in the configuration. */
  readonly channels: ReadonlyMap<string, HttpChannel>;
  readonly secrets: SecretStore;
  readonly send: HttpSender;
  readonly clock: Clock;
}

/**
 * Notifier of the channels that are reached over HTTPS. What a channel has nothing to say of (Jira and an alert that was
 * acknowledged) counts as sent.
 */
export function createHttpNotifier(options: HttpNotifierOptions): Notifier {
  return { send: (notification) => notify(notification, options) };
}

async function notify(
  notification: Notification,
  { channels, secrets: store, send, clock }: HttpNotifierOptions,
): Promise<Delivery> {
  const name = notification.channel;
  const channel = channels.get(name);
  if (!channel) {
    return {
      outcome: 'refuse',
      reason: `no channel "${name}" is configured; known: ${[...channels.keys()].join(', ') || 'none'}`,
    };
  }
  const secrets = await readSecrets(channel, store);
  if (!secrets.ok) {
    return { outcome: 'retry', reason: `channel "${name}": ${secrets.problem}` };
  }
  const request = buildRequest(
    channel,
    notification,
    secrets.value,
    Math.floor(clock.nowMicros() / 1_000_000),
  );
  if (!request.ok) {
    return { outcome: 'refuse', reason: `channel "${name}": ${request.problem}` };
  }
  const delivery: Delivery = request.value ? await send(request.value) : { outcome: 'sent' };
  return delivery.outcome === 'sent'
    ? delivery
    : { ...delivery, reason: `channel "${name}": ${delivery.reason}` };
}

/** All secrets of a channel. Stores and editors end a text with a line break, which no secret has. */
async function readSecrets(
  channel: HttpChannel,
  store: SecretStore,
): Promise<Result<readonly [Secret, ...Secret[]]>> {
  const found: Secret[] = [];
  for (const name of secretsOf(channel)) {
    // Whatever the store says of its failure may quote what it holds.
    const value = await store.get(name).catch(() => undefined);
    const trimmed = value?.trim() ?? '';
    if (trimmed === '') {
      return fail(`secret "${name}" could not be read, or is empty; create it, or allow reading it`);
    }
    found.push(secretOf(name, trimmed));
  }
  const [first, ...rest] = found;
  return first ? ok([first, ...rest]) : fail('names no secret; name one');
}
