import { update } from '../alerts/records';
import type { KeyValueStore } from '../ports/key-value-store';

/** What the batch may cost in a day, and where it is kept what it did cost. */
export interface Ceiling {
  readonly store: KeyValueStore;
  readonly usdPerDay: number;
  /** The day (UTC) of the platform's clock that money is spent on: `2024-08-12`. */
  readonly day: () => string;
}

interface Spent {
  readonly day: string;
  /** USD, by what it was spent on: put, never added up, so that what is done again counts once. */
  readonly on: Readonly<Record<string, number>>;
}

const KEY = 'batch/cost';

/**
 * Sets money aside: as much as wanted, or what is left of the day; undefined when that is less than the least. Set aside
 * before it is spent, by one at a time, so that however many runs there are the day's limit holds.
 */
export async function setAside(
  { store, usdPerDay, day }: Ceiling,
  on: string,
  { want, least }: { readonly want: number; readonly least: number },
): Promise<number | undefined> {
  let granted: number | undefined;
  await update<Spent>(store, KEY, (before) => {
    const today = day();
    const known = before?.day === today ? before.on : {};
    const others = Object.entries(known).filter(([name]) => name !== on);
    const left = usdPerDay - others.reduce((sum, [, usd]) => sum + usd, 0);
    granted = left >= least ? Math.min(left, Math.max(want, least)) : undefined;
    return granted === undefined ? undefined : { day: today, on: { ...known, [on]: granted } };
  });
  return granted;
}

/** Puts what was spent in the place of what was set aside. */
export async function settleCost({ store }: Ceiling, on: string, usd: number): Promise<void> {
  await update<Spent>(store, KEY, (before) =>
    before?.on[on] === undefined || before.on[on] === usd
      ? undefined
      : { ...before, on: { ...before.on, [on]: usd } },
  );
}
