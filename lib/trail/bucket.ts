import { compare } from '../compare';
import { readDigests } from './digest-file';
import { listDigests } from './discover';
import type { TrailLimits, TrailStore } from './store';
import type { TrailWindow } from './time-span';
import type { ScopePlace } from './trail-digests';

/**
 * The bucket a store is a copy of, by what its digests say: in every account and region the newest one that names its
 * own place has a vote. Undefined when none does. A wrong answer hides nothing: every digest would count as moved.
 */
export async function inferBucket(
  store: TrailStore,
  scopes: Iterable<ScopePlace>,
  { limits, window }: { readonly limits: TrailLimits; readonly window: TrailWindow },
): Promise<string | undefined> {
  const votes = new Map<string, number>();
  for (const scope of scopes) {
    const newestFirst = (await listDigests(store, scope, window)).reverse();
    const bucket = await newestNamed(store, newestFirst, limits);
    if (bucket !== undefined) {
      votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
    }
  }
  const ranked = [...votes].sort(([a, n], [b, m]) => m - n || compare(a, b));
  return ranked[0]?.[0];
}

async function newestNamed(
  store: TrailStore,
  newestFirst: readonly string[],
  limits: TrailLimits,
): Promise<string | undefined> {
  for (const key of newestFirst) {
    const [file] = (await readDigests(store, [key], limits)).files;
    if (file?.digest.key === key) {
      return file.digest.bucket;
    }
  }
  return undefined;
}
