import { fail, ok, type Result } from '../result';
import type { Alert, State, Transition } from './alert';

/** What a person may do with an alert. */
export const ACTIONS = ['acknowledge', 'resolve', 'false_positive', 'reopen'] as const;
export type Action = (typeof ACTIONS)[number];

export interface Decision {
  readonly action: Action;
  readonly by: string;
  readonly reason: string;
  readonly atMicros: number;
}

const LEADS_TO = {
  acknowledge: { state: 'acknowledged', occasion: 'acknowledged' },
  resolve: { state: 'resolved', occasion: 'resolved' },
  false_positive: { state: 'false_positive', occasion: 'false_positive' },
  reopen: { state: 'open', occasion: 'reopened' },
} as const satisfies Record<Action, { state: State; occasion: Transition['occasion'] }>;

/** From which states an action is possible. In the state it leads to already, it changes nothing. */
const POSSIBLE: Readonly<Record<Action, readonly State[]>> = {
  acknowledge: ['open'],
  resolve: ['open', 'acknowledged', 'false_positive'],
  false_positive: ['open', 'acknowledged', 'resolved'],
  reopen: ['acknowledged', 'resolved', 'false_positive'],
};

/** The alert after a person's decision; the alert itself when it was so before. */
export function decide(alert: Alert, { action, by, reason, atMicros }: Decision): Result<Alert> {
  const { state, occasion } = LEADS_TO[action];
  if (alert.state === state) {
    return ok(alert);
  }
  if (!POSSIBLE[action].includes(alert.state)) {
    return fail(
      `${action}: alert ${alert.uid} is ${alert.state}; possible from ${POSSIBLE[action].join(', ')}`,
    );
  }
  if (reason === '' && action !== 'acknowledge') {
    return fail(`${action}: alert ${alert.uid} needs a reason, got none`);
  }
  return ok(step(alert, state, { occasion, by, reason, atMicros }));
}

/** The alert once its rule's threshold is reached; one that was opened before stays what it is. */
export function open(alert: Alert, atMicros: number): Alert {
  return alert.state === 'waiting'
    ? step(alert, 'open', { occasion: 'opened', by: PLATFORM, reason: '', atMicros })
    : alert;
}

/**
 * The alert reopened, if it was resolved and something happened since: a finding newer than the resolution and than
 * everything it was resolved upon. What is older came late and was part of what a person closed. A false positive stays
 * one for the rest of its window.
 */
export function reopenIfNewer(alert: Alert, atMicros: number): Alert {
  const last = alert.history.at(-1);
  const newest = alert.newest[0]?.time ?? Number.NEGATIVE_INFINITY;
  if (alert.state !== 'resolved' || !last || newest <= last.newestTime || newest * 1000 <= last.atMicros) {
    return alert;
  }
  return step(alert, 'open', { occasion: 'reopened', by: PLATFORM, reason: '', atMicros });
}

const PLATFORM = 'kumomori';

function step(alert: Alert, state: State, what: Omit<Transition, 'sequence' | 'newestTime'>): Alert {
  const newestTime = alert.newest[0]?.time ?? alert.oldestTime;
  const transition: Transition = { sequence: alert.history.length, ...what, newestTime };
  return { ...alert, state, history: [...alert.history, transition] };
}
