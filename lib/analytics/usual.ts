import type { Baseline } from './baseline';
import type { Profile, ProfileRow } from './profile';
import { thresholdOf } from './statistics';

/** How one entity usually is. */
export type Usual =
  | { readonly kind: 'amount'; readonly usual: number; readonly threshold: number; readonly days: number }
  | { readonly kind: 'values'; readonly values: ReadonlySet<string>; readonly days: number };

/** Every entity that has been seen on enough days, by its key. */
export type Usuals = ReadonlyMap<string, Usual>;

/** An entity's columns as one text. */
export function entityKey(parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/**
 * How entities usually are, of the profiles of some days. Entities that were seen on fewer days than the definition
 * asks for are not in it: a new user or machine is learnt first. Where a day had more values than are remembered
 * nobody is: what was cut would look as if it had never been.
 */
export async function usualOf(baseline: Baseline, profiles: AsyncIterable<Profile>): Promise<Usuals> {
  const { judge } = baseline;
  const width = baseline.entity.length;
  if (judge.kind === 'never') {
    const seen = new Map<string, { readonly values: Set<string>; days: number }>();
    for await (const { rows, truncated } of profiles) {
      if (truncated) {
        return new Map();
      }
      addValues(seen, rows, width);
    }
    return kept(seen, judge.minDays, ({ values, days }) => ({ kind: 'values', values, days }));
  }
  const past = new Map<string, number[]>();
  for await (const { rows } of profiles) {
    for (const row of rows) {
      const key = entityKey(row.slice(0, width));
      const amounts = past.get(key) ?? [];
      past.set(key, amounts);
      amounts.push(Number(row[width]));
    }
  }
  return new Map(
    [...past].flatMap(([key, amounts]): [string, Usual][] =>
      amounts.length < judge.minDays
        ? []
        : [[key, { kind: 'amount', ...thresholdOf(amounts, judge), days: amounts.length }]],
    ),
  );
}

function addValues(
  seen: Map<string, { readonly values: Set<string>; days: number }>,
  rows: readonly ProfileRow[],
  width: number,
): void {
  const today = new Set<string>();
  for (const row of rows) {
    const key = entityKey(row.slice(0, width));
    const entity = seen.get(key) ?? { values: new Set<string>(), days: 0 };
    seen.set(key, entity);
    entity.values.add(String(row[width]));
    if (!today.has(key)) {
      today.add(key);
      entity.days += 1;
    }
  }
}

function kept<Seen extends { readonly days: number }>(
  seen: ReadonlyMap<string, Seen>,
  minDays: number,
  usual: (seen: Seen) => Usual,
): Usuals {
  return new Map(
    [...seen].flatMap(([key, one]): [string, Usual][] => (one.days < minDays ? [] : [[key, usual(one)]])),
  );
}
