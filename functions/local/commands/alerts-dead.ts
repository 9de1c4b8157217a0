import { discardDead, listDead, retryDead } from '../../../lib/alerts/outbox/dead';
import type { Entry } from '../../../lib/alerts/outbox/entry';
import { type AlertsOptions, openAlerts } from '../alerts';
import { EXIT, UsageError } from '../errors';
import { printable, table } from '../terminal';

interface DeadOptions extends AlertsOptions {
  readonly retry?: boolean;
  readonly discard?: boolean;
}

/** `kumomori alerts dead`: messages that were given up, and why; sends them again, or takes them off the list. */
export async function deadMessages(named: readonly string[], options: DeadOptions): Promise<void> {
  if (options.retry && options.discard) {
    throw new UsageError('alerts dead: --retry and --discard exclude each other; give one');
  }
  if (options.discard && named.length === 0) {
    throw new UsageError('alerts dead --discard: name the messages to take off the list, or `all`');
  }
  const { store, clock } = await openAlerts(options);
  const chosen = choose(await listDead(store), named);
  for (const { key } of chosen) {
    if (options.retry) {
      await retryDead(store, key, clock.nowMicros());
    } else if (options.discard) {
      await discardDead(store, key);
    }
  }
  if (options.retry || options.discard) {
    const what = options.retry ? 'will be sent again by `kumomori alerts send`' : 'taken off the list';
    process.stdout.write(options.json ? json(chosen) : `${chosen.length} messages ${what}\n`);
    return;
  }
  show(chosen, options);
}

function show(entries: readonly Entry[], { json: asJson }: DeadOptions): void {
  if (asJson) {
    process.stdout.write(json(entries));
  } else {
    const rows = entries.map(({ key, channel, attempts, reason, message }) => [
      key.slice(0, 12),
      channel,
      attempts,
      message?.title,
      reason,
    ]);
    process.stdout.write(`${table(['message', 'channel', 'attempts', 'alert', 'reason'], rows)}\n`);
  }
  if (entries.length > 0) {
    process.exitCode = EXIT.failed;
  }
}

function json(entries: readonly Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Those whose key begins as one of the names does; all of them without names. */
function choose(entries: readonly Entry[], named: readonly string[]): readonly Entry[] {
  if (named.length === 0 || named.includes('all')) {
    return entries;
  }
  const unknown = named.find((name) => entries.filter(({ key }) => key.startsWith(name)).length !== 1);
  if (unknown !== undefined) {
    throw new UsageError(
      `${printable(unknown)}: begins no message that was given up, or several; \`kumomori alerts dead\` lists them`,
    );
  }
  return entries.filter(({ key }) => named.some((name) => key.startsWith(name)));
}
