import type { Clock } from '../ports/clock';
import type { KeyValueStore } from '../ports/key-value-store';
import type { TrailKeys } from '../trail/public-keys';
import type { TrailReport } from '../trail/report';
import type { TrailStore } from '../trail/store';
import { verifyTrail } from '../trail/verify-trail';
import { dayStore, daysBetween } from './day-store';

export interface TrailCheck {
  readonly trail: TrailStore;
  readonly state: KeyValueStore;
  readonly clock: Clock;
  readonly keys: TrailKeys;
  readonly bucket: string;
  /** What stands before an account in the bucket's keys: `AWSLogs/`, `AWSLogs/o-…/`. */
  readonly base: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** What was found of one account, kept under `trail/<account>`. */
export interface TrailVerdict {
  readonly account: string;
  readonly checkedMicros: number;
  /** `absent`: there was nothing to verify. */
  readonly verdict: TrailReport['verdict'] | 'absent' | 'failed';
  /** Why there is no verdict, or the gravest findings. */
  readonly details: readonly string[];
}

const HOUR = 3_600_000_000;
/** A day and a half is looked at each day, so that a run that was missed leaves no gap; digests take an hour or two. */
export const LOOK_BACK = 36 * HOUR;
const SETTLED = 2 * HOUR;
const NAMED = 20;

/**
 * Verifies the last day of every account's trail, those waiting longest first, while there is time. An account that
 * cannot be verified stops no other. Yields each verdict once it is kept.
 */
export async function* verifyAccounts(
  check: TrailCheck,
  hasTime: () => boolean,
): AsyncIterable<TrailVerdict> {
  const last = new Map<string, number>();
  for await (const { value } of check.state.list('trail/')) {
    const { account, checkedMicros } = JSON.parse(value) as TrailVerdict;
    last.set(account, checkedMicros);
  }
  const waiting = [...check.accounts].sort((a, b) => (last.get(a) ?? 0) - (last.get(b) ?? 0));
  for (const account of waiting) {
    if (!hasTime()) {
      return;
    }
    const verdict = await verifyAccount(check, account);
    await check.state.put(`trail/${account}`, JSON.stringify(verdict));
    yield verdict;
  }
}

async function verifyAccount(check: TrailCheck, account: string): Promise<TrailVerdict> {
  const { trail, keys, bucket, regions } = check;
  const now = check.clock.nowMicros();
  const window = { from: now - LOOK_BACK, to: now - SETTLED };
  const base = `${check.base}${account}/`;
  const store = dayStore(trail, { base, regions, days: daysBetween(window.from, now) });
  const done = (verdict: TrailVerdict['verdict'], details: readonly string[]) => ({
    account,
    checkedMicros: now,
    verdict,
    details,
  });
  try {
    const report = await verifyTrail(store, { keys, bucket, window, accounts: new Set([account]) });
    return report.ok
      ? done(
          report.value.verdict,
          report.value.findings
            .slice(0, NAMED)
            .map(({ severity, kind, key }) => `${severity} ${kind} ${key ?? ''}`),
        )
      : done('absent', [report.problem]);
  } catch (error) {
    return done('failed', [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]);
  }
}
