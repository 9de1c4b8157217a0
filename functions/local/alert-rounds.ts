import { randomUUID } from 'node:crypto';
import { dispatch } from '../../lib/alerts/outbox/dispatch';
import { type Pending, pendingIn } from '../../lib/alerts/outbox/pending';
import { type Swept, sweep } from '../../lib/alerts/sweep';
import type { Notifier } from '../../lib/ports/notifier';
import { longestSendSeconds } from '../../lib/targets/http/sender';
import type { LocalAlerts } from './alerts';

/** What a run of sending did, and what it left. */
export interface Sent extends Pending {
  readonly sent: number;
  /** Attempts that failed: their messages wait. */
  readonly failed: number;
  /** Messages given up in this run. */
  readonly died: number;
  readonly digests: number;
  readonly swept: Swept;
}

/** Reading secrets, recording and a busy machine come on top of the send itself. */
const LEASE_SECONDS = longestSendSeconds() + 60;

/** Rounds of sending until nothing is due, then the sweep. */
export async function sendDue(alerts: LocalAlerts, notifier: Notifier): Promise<Sent> {
  const context = { ...alerts, notifier, worker: randomUUID(), leaseSeconds: LEASE_SECONDS };
  const total = { sent: 0, failed: 0, died: 0, digests: 0 };
  for (let busy = true; busy; ) {
    const { sent, failed, dead, digests } = await dispatch(context);
    total.sent += sent;
    total.failed += failed;
    total.died += dead;
    total.digests += digests;
    busy = sent + failed + dead + digests > 0;
  }
  const swept = await sweep(alerts.store, alerts.retention, alerts.clock.nowMicros());
  return { ...total, swept, ...(await pendingIn(alerts.store, alerts.storm)) };
}
