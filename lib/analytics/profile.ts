import { compare } from '../compare';
import { sha256 } from '../hash';
import { isObject } from '../json';
import type { BlobStore } from '../ports/blob-store';
import type { Baseline } from './baseline';
import { keyNames, MOST_ENTITIES, MOST_VALUES } from './profile-sql';

/** What entities did on a day: the past that later days are compared with. */
export interface Profile {
  readonly baseline: string;
  readonly definition: string;
  /** `2024-08-12` */
  readonly day: string;
  /** There was more than is remembered. */
  readonly truncated: boolean;
  /** The entity's columns, the value where values are judged, then the amount. In code-unit order. */
  readonly rows: readonly ProfileRow[];
}

export type ProfileRow = readonly (string | number)[];
export type EngineRow = readonly (string | null)[];

export const BASELINES_PREFIX = 'state/baselines/';

/** Changes with what is measured, not with the words: profiles of another measure are no past of this one. */
export function definitionOf(baseline: Baseline): string {
  const { where, entity, measure, window, categories } = baseline;
  return sha256(JSON.stringify({ where, entity, measure, window, categories })).slice(0, 12);
}

/** Where a baseline's profiles are: `state/baselines/<id>/<definition>/`. */
export function profileFolder(baseline: Baseline): string {
  return `${BASELINES_PREFIX}${baseline.id}/${definitionOf(baseline)}/`;
}

export function profileKey(baseline: Baseline, day: string): string {
  return `${profileFolder(baseline)}${day}.json`;
}

/**
 * The rows of `profileSql` as a profile: the same whatever the engine and the order of its rows. Rows that are not of
 * its form are left out. Amounts beyond the limit are those of the smallest; of values beyond it, it is not known whose.
 */
export async function profileOf(
  baseline: Baseline,
  day: string,
  rows: AsyncIterable<EngineRow> | Iterable<EngineRow>,
): Promise<Profile> {
  const width = keyNames(baseline).length;
  const most = baseline.judge.kind === 'never' ? MOST_VALUES : MOST_ENTITIES;
  const kept: (string | number)[][] = [];
  let count = 0;
  for await (const row of rows) {
    count += 1;
    const [keys, amount] = [row.slice(0, width), Number(row[width] ?? Number.NaN)];
    if (count <= most && keys.every((key) => key !== null) && Number.isFinite(amount)) {
      kept.push([...(keys as string[]), amount]);
    }
  }
  const sorted = kept.map((row) => ({ row, key: JSON.stringify(row) })).sort((a, b) => compare(a.key, b.key));
  return {
    baseline: baseline.id,
    definition: definitionOf(baseline),
    day,
    truncated: count > most,
    rows: sorted.map(({ row }) => row),
  };
}

export async function putProfile(store: BlobStore, baseline: Baseline, profile: Profile): Promise<void> {
  await store.put(profileKey(baseline, profile.day), Buffer.from(JSON.stringify(profile)));
}

/** Days that have a profile, in order. */
export async function profiledDays(store: BlobStore, baseline: Baseline): Promise<readonly string[]> {
  const folder = profileFolder(baseline);
  const days: string[] = [];
  for await (const { key } of store.list(folder)) {
    const [, day] = /^(\d{4}-\d\d-\d\d)\.json$/.exec(key.slice(folder.length)) ?? [];
    if (day !== undefined) {
      days.push(day);
    }
  }
  return days;
}

/** A baseline's profiles from the first day on and before the last, in order, one at a time. */
export async function* readProfiles(
  store: BlobStore,
  baseline: Baseline,
  { from, before }: { readonly from: string; readonly before: string },
): AsyncIterable<Profile> {
  for (const day of await profiledDays(store, baseline)) {
    const bytes = day >= from && day < before ? await store.get(profileKey(baseline, day)) : undefined;
    const profile: unknown = bytes && JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (isObject(profile) && profile.definition === definitionOf(baseline)) {
      yield profile as unknown as Profile;
    }
  }
}

/** Deletes the profiles before a day, and those of the baseline as it was once defined. */
export async function forgetProfiles(store: BlobStore, baseline: Baseline, before: string): Promise<void> {
  const [own, kept] = [profileFolder(baseline), profileKey(baseline, before)];
  for await (const { key } of store.list(`${BASELINES_PREFIX}${baseline.id}/`)) {
    if (!key.startsWith(own) || key < kept) {
      await store.delete(key);
    }
  }
}
