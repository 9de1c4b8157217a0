import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DispatchContext } from '../../alerts/outbox/dispatch';
import { inParts } from '../../alerts/send/in-parts';
import type { AlertRetention } from '../../alerts/sweep';
import type { ResolvedChannel } from '../../config/resolved';
import type { NotifySettings } from '../../ingest/settings';
import type { Clock } from '../../ports/clock';
import type { Notifier } from '../../ports/notifier';
import { createHttpNotifier } from '../http/notifier';
import { createHttpSender, longestSendSeconds } from '../http/sender';
import { openBundle } from './bundle';
import { clientOptions } from './client-options';
import { eventBusNotifier } from './event-bus-notifier';
import { DynamoKeyValueStore } from './key-value-store';
import { secretsManager } from './secrets';
import { IMPORT_PATH, securityHub } from './security-hub';
import { signedPost } from './signed-post';
import { topicNotifier } from './topic-notifier';

/** Reading secrets and recording come on top of the send itself. */
const LEASE_SECONDS = longestSendSeconds() + 60;

/** The alerts' state and every channel of the configuration; once a start. */
export async function openAlerts(
  settings: NotifySettings,
  clock: Clock,
): Promise<DispatchContext & { readonly retention: AlertRetention }> {
  const { home, table } = settings;
  const { alerts } = (await openBundle(settings.bundle)).platform;
  const notifiers = new Map(
    Object.entries(alerts.channels).map(([name, channel]) => [
      name,
      notifierOf(name, channel, settings, clock),
    ]),
  );
  const notifier: Notifier = {
    send: async (notification) =>
      notifiers.get(notification.channel)?.send(notification) ?? {
        outcome: 'refuse',
        reason: `no channel "${notification.channel}" is configured; known: ${[...notifiers.keys()].join(', ')}`,
      },
  };
  return {
    store: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home)), table),
    routing: alerts.routing,
    storm: alerts.storm,
    retention: alerts.retention,
    clock,
    notifier,
    worker: randomUUID(),
    leaseSeconds: LEASE_SECONDS,
  };
}

/**
 * `native` is the topic for people and the bus for programs; the others but Security Hub are reached as from anywhere
 * else, with their secrets from Secrets Manager.
 */
function notifierOf(
  name: string,
  resolved: ResolvedChannel,
  { home, topic, bus, product }: NotifySettings,
  clock: Clock,
): Notifier {
  if (resolved.kind === 'native') {
    return inParts({
      topic: topicNotifier(signedPost('sns', home), topic),
      bus: eventBusNotifier(signedPost('events', home), bus),
    });
  }
  if (resolved.kind === 'security_hub') {
    return securityHub(signedPost('securityhub', home, { path: IMPORT_PATH }), product);
  }
  const { channel, allowedHosts } = resolved;
  return createHttpNotifier({
    channels: new Map([[name, channel]]),
    secrets: secretsManager(signedPost('secretsmanager', home)),
    send: createHttpSender({ allowedHosts, clock }),
    clock,
  });
}
