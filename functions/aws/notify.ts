import { seeToDead } from '../../lib/alerts/outbox/dead';
import { dispatch } from '../../lib/alerts/outbox/dispatch';
import { pendingIn } from '../../lib/alerts/outbox/pending';
import { sweep } from '../../lib/alerts/sweep';
import { parseNotifySettings } from '../../lib/ingest/settings';
import { openAlerts } from '../../lib/targets/aws/open-alerts';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import type { Context } from './normalize';

/** What one round may take, when a run that is out of time begins no other. */
const MARGIN_MS = 120_000;

const clock = { nowMicros: () => Date.now() * 1000 };

/** The schedule asks nothing; a person may, of the messages that were given up: `retry` or `discard`. */
interface NotifyEvent {
  readonly dead?: unknown;
}

/** Sends what is due in the outbox, round by round until nothing is; then removes state that is past its time. */
export async function handler({ dead: asked }: NotifyEvent, context: Context): Promise<void> {
  const alerts = await openAlerts(parseNotifySettings(process.env.SETTINGS), clock);
  await seeToDead(alerts.store, asked, clock.nowMicros());
  const total = { sent: 0, failed: 0, dead: 0, digests: 0 };
  for (let busy = true; busy && context.getRemainingTimeInMillis() > MARGIN_MS; ) {
    const round = await dispatch(alerts);
    total.sent += round.sent;
    total.failed += round.failed;
    total.dead += round.dead;
    total.digests += round.digests;
    busy = round.sent + round.failed + round.dead + round.digests > 0;
  }
  await sweep(alerts.store, alerts.retention, clock.nowMicros());
  // `dead` of all runs, until somebody looks at them: its alarm must not end with the run.
  const { dead, ...pending } = await pendingIn(alerts.store, alerts.storm);
  emit('AlertsGivenUp', dead);
  logger.info('notified', { ...total, ...pending, givenUp: dead });
}
