import { compare } from '../compare';
import { isObject } from '../json';
import type { BlobStore } from '../ports/blob-store';
import type { Baseline } from './baseline';
import { BASELINES_PREFIX, definitionOf } from './profile';
import { entityKey, type Usual, type Usuals } from './usual';

/** How entities usually are, as the ways that judge events at once read it: some megabytes at most. */
export interface BaselineState {
  readonly definition: string;
  /** The last day that is in it: later events can be judged by it, earlier ones would be judged by themselves. */
  readonly through: string;
  readonly usuals: Usuals;
}

/** Entities in the object; those seen on fewest days are left out first, and are then judged by the batch alone. */
const MOST_ENTITIES = 20_000;
/** Values in the object, of all entities together. */
const MOST_VALUES = 200_000;

export function stateKey(baseline: Pick<Baseline, 'id'>): string {
  return `${BASELINES_PREFIX}${baseline.id}.json`;
}

/** Writes `state/baselines/<id>.json`: the same bytes for the same past. */
export async function putState(
  store: BlobStore,
  baseline: Baseline,
  { usuals, through }: Pick<BaselineState, 'usuals' | 'through'>,
): Promise<void> {
  const entities = bounded(usuals).map(([key, usual]) => [
    JSON.parse(key) as readonly string[],
    usual.kind === 'values'
      ? { days: usual.days, values: [...usual.values].sort(compare) }
      : { days: usual.days, usual: usual.usual, threshold: usual.threshold },
  ]);
  const text = JSON.stringify({
    version: 1,
    baseline: baseline.id,
    definition: definitionOf(baseline),
    through,
    left_out: usuals.size - entities.length,
    entities,
  });
  await store.put(stateKey(baseline), Buffer.from(text));
}

/** In the order of keys; of too many those with the longest past. */
function bounded(usuals: Usuals): readonly (readonly [string, Usual])[] {
  const longest = [...usuals].sort(([a, x], [b, y]) => y.days - x.days || compare(a, b));
  let values = 0;
  const fitting = longest.slice(0, MOST_ENTITIES).filter(([, usual]) => {
    values += usual.kind === 'values' ? usual.values.size : 0;
    return values <= MOST_VALUES;
  });
  return fitting.sort(([a], [b]) => compare(a, b));
}

/** The state of a baseline as it is defined now; undefined where there is none yet, or one of another definition. */
export async function readState(store: BlobStore, baseline: Baseline): Promise<BaselineState | undefined> {
  const bytes = await store.get(stateKey(baseline));
  const state: unknown = bytes && JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (!isObject(state) || state.version !== 1 || state.definition !== definitionOf(baseline)) {
    return undefined;
  }
  const entities = state.entities as unknown as readonly [readonly string[], StoredUsual][];
  return {
    definition: definitionOf(baseline),
    through: String(state.through),
    usuals: new Map(entities.map(([parts, usual]) => [entityKey(parts), restored(usual)])),
  };
}

type StoredUsual =
  | { readonly days: number; readonly values: readonly string[] }
  | { readonly days: number; readonly usual: number; readonly threshold: number };

function restored(usual: StoredUsual): Usual {
  return 'values' in usual
    ? { kind: 'values', days: usual.days, values: new Set(usual.values) }
    : { kind: 'amount', ...usual };
}
