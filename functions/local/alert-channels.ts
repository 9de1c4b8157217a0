import { isAbsolute, join } from 'node:path';
import { secretsOf } from '../../lib/alerts/send/channel';
import type { ResolvedAlerts, ResolvedChannel } from '../../lib/config/resolved';
import type { Clock } from '../../lib/ports/clock';
import type { Notifier } from '../../lib/ports/notifier';
import type { SecretStore } from '../../lib/ports/secret-store';
import { createHttpNotifier } from '../../lib/targets/http/notifier';
import { createHttpSender, type HttpSenderOptions } from '../../lib/targets/http/sender';
import { createFileNotifier } from '../../lib/targets/local/file-notifier';
import { LocalSecretStore } from '../../lib/targets/local/secret-store';

export interface ChannelContext {
  readonly channels: ResolvedAlerts['channels'];
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly lake: string;
}

/** How the network is reached. For tests: nothing on the command line or in the configuration can set it. */
export type Network = Pick<HttpSenderOptions, 'resolve' | 'addresses' | 'ca' | 'limits'>;

const HUB_FROM_HERE =
  'Security Hub is sent to by the function `notify` in the security account alone; from here use another channel';

/** The file of the channel `native`, in the lake's folder. */
export function outboxFile(lake: string): string {
  return join(lake, 'alerts', 'outbox.ndjson');
}

/** All channels as one notifier. Each reaches its own hosts alone, whatever the address in its secret says. */
export function openNotifier(context: ChannelContext, network: Network = {}): Notifier {
  const known = Object.entries(context.channels);
  const notifiers = new Map(
    known.map(([name, channel]) => [name, notifierOf(name, channel, context, network)]),
  );
  return {
    send: async (notification) =>
      notifiers.get(notification.channel)?.send(notification) ?? {
        outcome: 'refuse',
        reason: `no channel "${notification.channel}" is configured; add it to alerts.channels and retry, known: ${known.map(([name]) => name).join(', ')}`,
      },
  };
}

function notifierOf(
  name: string,
  resolved: ResolvedChannel,
  { secrets, clock, lake }: ChannelContext,
  network: Network,
): Notifier {
  if (resolved.kind === 'native') {
    return createFileNotifier(outboxFile(lake));
  }
  if (resolved.kind === 'security_hub') {
    return { send: async () => ({ outcome: 'refuse', reason: HUB_FROM_HERE }) };
  }
  const { channel, allowedHosts } = resolved;
  const send = createHttpSender({ allowedHosts, clock, ...network });
  return createHttpNotifier({ channels: new Map([[name, channel]]), secrets, send, clock });
}

/** The folder of `--secrets`, else the one the configuration names, relative to it. */
export function openSecrets(
  option: string | undefined,
  configured: string,
  folder: string,
): LocalSecretStore {
  return new LocalSecretStore(option ?? (isAbsolute(configured) ? configured : join(folder, configured)));
}

/** What keeps the channels given from being sent to today: a secret that is missing, empty or open to others. */
export async function secretProblems(
  names: readonly string[],
  { channels }: Pick<ChannelContext, 'channels'>,
  secrets: LocalSecretStore,
): Promise<string[]> {
  const problems: string[] = [];
  for (const name of names) {
    const channel = channels[name];
    for (const secret of channel?.kind === 'http' ? secretsOf(channel.channel) : []) {
      const problem = await secrets.get(secret).then(
        (value) =>
          value?.trim()
            ? undefined
            : `${join(secrets.root, secret)}: there is no such secret, or it is empty`,
        (error: Error) => error.message,
      );
      problems.push(...(problem === undefined ? [] : [`channel ${name}: ${problem}`]));
    }
  }
  return problems;
}
