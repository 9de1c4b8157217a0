import type { Command } from 'commander';
import type { Action } from '../../../lib/alerts/transitions';

type Option = readonly [flags: string, description: string, byDefault?: string];

const SECRETS = [
  '--secrets <dir>',
  'folder of secrets, one a file of mode 600 (default: alerts.secrets of the configuration, relative to it)',
] as const;

/** `kumomori alerts …`, with the options it shares with the other commands. */
export function addAlertsCommands(program: Command, lake: Option, json: Option): void {
  const alerts = program
    .command('alerts')
    .description('alerts made of the lake’s findings; `ingest` sends none, `alerts send` does');
  alerts
    .command('list', { isDefault: true })
    .description('make alerts of new findings, and show them')
    .option(...lake)
    .option(
      '--state <state...>',
      'waiting, open, acknowledged, resolved, false_positive (default: open and acknowledged)',
    )
    .option(...json)
    .action(async (_, command) => (await import('./alerts')).listAlerts(command.optsWithGlobals()));
  alerts
    .command('show <alert>')
    .description('who, what, where, when, runbook and query of one; its first digits are enough')
    .option(...lake)
    .option(...json)
    .action(async (id, _, command) => (await import('./alerts')).showAlert(id, command.optsWithGlobals()));
  decision(alerts, 'ack', 'acknowledge', 'say that somebody is on it', lake, json);
  decision(alerts, 'resolve', 'resolve', 'close it, with the reason', lake, json).option(
    '--false-positive',
    'it was none: close it as such',
  );
  decision(alerts, 'reopen', 'reopen', 'open it again, with the reason', lake, json);
  addSending(alerts, lake, json);
}

function addSending(alerts: Command, lake: Option, json: Option): void {
  alerts
    .command('send')
    .description(
      'make alerts of new findings and send every message that is due; exit status 1 when some were given up',
    )
    .option(...lake)
    .option(...SECRETS)
    .option('--watch', 'go on until stopped')
    .option(...json)
    .action(async (_, command) => (await import('./alerts-send')).sendAlerts(command.optsWithGlobals()));
  alerts
    .command('dead [message...]')
    .description('messages that were given up, with the reason')
    .option(...lake)
    .option('--retry', 'send them again')
    .option('--discard', 'take the named ones (or: all) off the list: they were seen to otherwise')
    .option(...json)
    .action(async (named, _, command) =>
      (await import('./alerts-dead')).deadMessages(named, command.optsWithGlobals()),
    );
  alerts
    .command('test-channel <name>')
    .description('send one message marked as a test to a channel of the configuration')
    .option(...lake)
    .option(...SECRETS)
    .option(...json)
    .action(async (name, _, command) =>
      (await import('./alerts-test-channel')).testChannel(name, command.optsWithGlobals()),
    );
}

function decision(
  alerts: Command,
  name: string,
  action: Action,
  description: string,
  lake: Option,
  json: Option,
): Command {
  return alerts
    .command(`${name} <alert>`)
    .description(description)
    .option(...lake)
    .option('--reason <text>', 'why')
    .option('--by <name>', 'who decides (default: the user of this machine)')
    .option(...json)
    .action(async (id, _, command) =>
      (await import('./alerts')).decideAlert(action, id, command.optsWithGlobals()),
    );
}
