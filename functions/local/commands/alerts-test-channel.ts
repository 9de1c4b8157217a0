import { composeTest } from '../../../lib/alerts/compose-test';
import { didYouMean } from '../../../lib/config/did-you-mean';
import { sha256 } from '../../../lib/hash';
import { openNotifier, outboxFile, secretProblems } from '../alert-channels';
import { type AlertsOptions, openAlerts } from '../alerts';
import { EXIT, UsageError } from '../errors';
import { printable } from '../terminal';

/** `kumomori alerts test-channel`: one message, marked as a test, past the outbox. Exit status 1 when it was not taken. */
export async function testChannel(channel: string, options: AlertsOptions): Promise<void> {
  const alerts = await openAlerts(options, true);
  const known = Object.keys(alerts.channels);
  if (!known.includes(channel)) {
    throw new UsageError(
      `${channel}: the configuration has no such channel${didYouMean(channel, known) || `; it has ${known.join(', ')}`}`,
    );
  }
  const problems = await secretProblems([channel], alerts, alerts.secrets);
  if (problems.length > 0) {
    throw new UsageError(problems.join('\n'));
  }
  const now = alerts.clock.nowMicros();
  const message = composeTest(channel, alerts.routing, now);
  const idempotencyKey = sha256(`test message ${channel} ${now}`);
  const delivery = await openNotifier(alerts).send({ channel, idempotencyKey, message });
  const isSent = delivery.outcome === 'sent';
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ channel, ...delivery })}\n`);
  } else {
    const where = alerts.channels[channel]?.kind === 'native' ? ` (${outboxFile(alerts.lake)})` : '';
    process.stdout.write(
      isSent
        ? `${channel}: the test message "${message.title}" was taken${where}; see that it arrived\n`
        : `${channel}: not sent: ${printable(delivery.reason)}\n`,
    );
  }
  process.exitCode = isSent ? EXIT.clean : EXIT.failed;
}
