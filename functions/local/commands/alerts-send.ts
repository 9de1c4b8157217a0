import { setTimeout as wait } from 'node:timers/promises';
import type { Raised } from '../../../lib/alerts/raise';
import { formatMicros } from '../../../lib/time';
import { openNotifier, outboxFile, secretProblems } from '../alert-channels';
import { type Sent, sendDue } from '../alert-rounds';
import { type AlertsOptions, type LocalAlerts, openAlerts, raiseFromLake } from '../alerts';
import { EXIT } from '../errors';
import { commitsOf } from '../lake-commits';
import { printable } from '../terminal';

interface SendOptions extends AlertsOptions {
  readonly watch?: boolean;
}

/** Longest rest of a sender that watches. */
const REST_SECONDS = 15;

/**
 * `kumomori alerts send`: makes alerts of the lake's findings and sends what is due; with `--watch` goes on until it is
 * told to stop. Exit status 1 while messages that were given up are on the list.
 */
export async function sendAlerts(options: SendOptions): Promise<void> {
  const alerts = await openAlerts(options);
  const notifier = openNotifier(alerts);
  await warnOfSecrets(alerts);
  const stop = new AbortController();
  if (options.watch) {
    // A round that has begun is brought to its end, so that no lease is left behind.
    process.once('SIGINT', () => stop.abort());
    process.once('SIGTERM', () => stop.abort());
  }
  let raised: Raised | undefined;
  for (let seen = ''; ; ) {
    const commits = await commitsOf(options.lake);
    if (commits !== seen || raised === undefined) {
      raised = await raiseFromLake(alerts, options.lake);
      seen = commits;
    }
    const sent = await sendDue(alerts, notifier);
    report(sent, raised, options);
    process.exitCode = sent.dead > 0 ? EXIT.failed : EXIT.clean;
    if (!options.watch || stop.signal.aborted) {
      return;
    }
    await rest(sent.nextMicros, alerts.clock.nowMicros(), stop.signal);
    if (stop.signal.aborted) {
      return;
    }
  }
}

/** Until something is due, or for a while: the lake may have something new. */
async function rest(nextMicros: number | undefined, nowMicros: number, signal: AbortSignal): Promise<void> {
  const due = nextMicros === undefined ? REST_SECONDS : (nextMicros - nowMicros) / 1_000_000;
  const seconds = Math.min(REST_SECONDS, Math.max(1, due));
  await wait(seconds * 1000, undefined, { signal }).catch(() => undefined);
}

/** All at once and before anything is sent; channels that are in order are sent to all the same. */
async function warnOfSecrets(alerts: LocalAlerts): Promise<void> {
  const { routes, defaultChannels } = alerts.routing;
  const used = [...new Set([...routes.flatMap(({ channels }) => channels), ...defaultChannels])];
  for (const problem of await secretProblems(used, alerts, alerts.secrets)) {
    process.stderr.write(`kumomori: ${printable(problem)}\n`);
  }
}

function report(sent: Sent, raised: Raised, { json, watch, lake }: SendOptions): void {
  const { fresh, suppressed, old } = raised;
  const quiet = sent.sent + sent.failed + sent.died + sent.digests === 0;
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ fresh, suppressed, old, ...sent, next: timeOf(sent.nextMicros) })}\n`,
    );
    return;
  }
  if (watch && quiet) {
    return;
  }
  const lines = [
    `${sent.sent} sent, ${sent.failed} failed, ${sent.died} given up, ${sent.digests} digests made`,
    ...(sent.waiting + sent.held > 0
      ? [
          `${sent.waiting} messages wait, ${sent.held} are held for a digest; the next is due ${timeOf(sent.nextMicros)}`,
        ]
      : []),
    ...sent.reasons.map((reason) => `waiting: ${reason}`),
    ...(sent.dead > 0
      ? [`${sent.dead} messages were given up: see \`kumomori alerts dead --lake ${lake}\``]
      : []),
    ...(old > 0 ? [`${old} findings are of days whose alerts were swept: they made no alert`] : []),
    ...(sent.sent > 0 ? [`channel native: ${outboxFile(lake)}`] : []),
  ];
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(''));
}

function timeOf(micros: number | undefined): string | undefined {
  return micros === undefined ? undefined : formatMicros(micros);
}
