import { userInfo } from 'node:os';
import { actOn } from '../../../lib/alerts/act';
import { type Alert, findingCount, STATES, type State } from '../../../lib/alerts/alert';
import { composeMessage } from '../../../lib/alerts/compose-message';
import { keys, readAll } from '../../../lib/alerts/records';
import { destinationsOf } from '../../../lib/alerts/routing';
import type { Action } from '../../../lib/alerts/transitions';
import { formatLocal } from '../../../lib/alerts/zoned-time';
import { LEVELS } from '../../../lib/sigma/rule';
import { formatMicros } from '../../../lib/time';
import { type AlertsOptions, type LocalAlerts, openAlerts, raiseFromLake } from '../alerts';
import { UsageError } from '../errors';
import { printable, table } from '../terminal';

interface ListOptions extends AlertsOptions {
  readonly state?: readonly string[];
}

interface ActOptions extends AlertsOptions {
  readonly reason?: string;
  readonly by?: string;
  readonly falsePositive?: boolean;
}

/** `kumomori alerts list`: makes alerts of the lake's findings, then shows them, those in need of someone first. */
export async function listAlerts(options: ListOptions): Promise<void> {
  const states = wantedStates(options.state);
  const alerts = await openAlerts(options);
  const raised = await raiseFromLake(alerts, options.lake);
  const found = (await readAlerts(alerts)).filter(({ state }) => states.includes(state)).sort(byUrgency);
  if (options.json) {
    process.stdout.write(found.map((alert) => `${JSON.stringify(alert)}\n`).join(''));
    return;
  }
  const { language, timeZone } = alerts.routing;
  const rows = found.map((alert) => {
    const { rule, who, where } = alert.descriptions[language];
    const newest = alert.newest[0]?.time ?? alert.oldestTime;
    const { uid, state, facets } = alert;
    return [
      uid.slice(0, 12),
      state,
      facets.level,
      findingCount(alert),
      formatLocal(newest, timeZone),
      rule,
      who,
      where,
    ];
  });
  const heads = ['alert', 'state', 'level', 'findings', 'newest', 'rule', 'who', 'where'];
  process.stdout.write(`${table(heads, rows)}\n`);
  process.stdout.write(
    `${found.length} alerts shown; ${raised.alerted} findings in alerts, ${raised.suppressed} suppressed, ${raised.quiet} informational${raised.old > 0 ? `, ${raised.old} of swept days` : ''}\n`,
  );
}

/** `kumomori alerts show`: everything a message says, where it goes, and what was decided. */
export async function showAlert(id: string, options: AlertsOptions): Promise<void> {
  const alerts = await openAlerts(options);
  const alert = await findAlert(alerts, id);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(alert)}\n`);
    return;
  }
  const last = alert.history.at(-1) ?? { occasion: 'opened', by: '', reason: '', atMicros: 0 };
  const { labels, ...message } = composeMessage(alert, last, alerts.routing);
  const channels = destinationsOf(alert.facets, alerts.routing).map(({ channel }) => channel);
  const lines = [
    message.title,
    `${labels.alert}: ${alert.uid} (${alert.state})`,
    `${labels.severity}: ${labels.severityText}`,
    `${labels.who}: ${message.who}`,
    `${labels.what}: ${message.what}`,
    `${labels.where}: ${message.where}`,
    `${labels.when}: ${message.when.utc} · ${message.when.local}`,
    `${labels.findings}: ${message.counts.findings}`,
    `${labels.owner}: ${message.ids.owner ?? '-'} → ${channels.join(', ')}`,
    ...alert.history.map(
      (step) => `${formatMicros(step.atMicros)} ${step.occasion} ${step.by} ${step.reason}`,
    ),
    `${labels.runbook}:`,
    ...message.runbook.trimEnd().split('\n'),
    `${labels.query}:`,
    ...(message.queries[0]?.sql.split('\n') ?? []),
  ];
  process.stdout.write(`${lines.map((line) => printable(line).trimEnd()).join('\n')}\n`);
}

/** `kumomori alerts ack|resolve|reopen`: a person's decision, with who, when and why. */
export async function decideAlert(action: Action, id: string, options: ActOptions): Promise<void> {
  const alerts = await openAlerts(options);
  const { uid } = await findAlert(alerts, id);
  const decision = {
    action: options.falsePositive ? ('false_positive' as const) : action,
    by: options.by ?? userInfo().username,
    reason: options.reason ?? '',
    atMicros: alerts.clock.nowMicros(),
  };
  const decided = await actOn(uid, decision, alerts);
  if (!decided.ok) {
    throw new UsageError(`${decided.problem}${decision.reason === '' ? '; give one with --reason' : ''}`);
  }
  const { state } = decided.value;
  process.stdout.write(options.json ? `${JSON.stringify(decided.value)}\n` : `${uid} is ${state}\n`);
}

function wantedStates(named: readonly string[] | undefined): readonly State[] {
  const states: readonly string[] = named ?? ['open', 'acknowledged'];
  const unknown = states.find((state) => !(STATES as readonly string[]).includes(state));
  if (unknown !== undefined) {
    throw new UsageError(`--state ${unknown}: one of ${STATES.join(', ')}`);
  }
  return STATES.filter((state) => states.includes(state));
}

/** The one alert whose uid begins so. */
async function findAlert(alerts: LocalAlerts, id: string): Promise<Alert> {
  const found = (await readAlerts(alerts)).filter(({ uid }) => uid.startsWith(id));
  const [alert] = found;
  if (!alert || found.length > 1) {
    const why =
      found.length > 1 ? `begins ${found.length} alerts: give more digits` : 'there is no such alert';
    throw new UsageError(`${id}: ${why}; \`kumomori alerts list\` shows them`);
  }
  return alert;
}

async function readAlerts({ store }: LocalAlerts): Promise<Alert[]> {
  const found: Alert[] = [];
  for await (const { record } of readAll<Alert>(store, keys.alerts)) {
    found.push(record);
  }
  return found;
}

function byUrgency(a: Alert, b: Alert): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    LEVELS.indexOf(b.facets.level) - LEVELS.indexOf(a.facets.level) ||
    (b.newest[0]?.time ?? 0) - (a.newest[0]?.time ?? 0) ||
    (a.uid < b.uid ? -1 : 1)
  );
}
