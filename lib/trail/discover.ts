import { compare } from '../compare';
import { DIGEST_FOLDER, isTrailName, parseDigestName, parseTrailObject } from './object-key';
import type { TrailStore } from './store';
import { includesDigest, type TrailWindow } from './time-span';
import type { ScopePlace } from './trail-digests';

// Copies under other names are only needed to tell moved from deleted; a bucket full of them is not kept in mind.
const MAX_ELSEWHERE = 100_000;

/** One account and region with CloudTrail objects: what is verified at a time. */
export interface Scope extends ScopePlace {
  /** Folders with log files: `CloudTrail`, `CloudTrail-Insight` … */
  readonly folders: Set<string>;
}

export interface Discovery {
  readonly scopes: ReadonlyMap<string, Scope>;
  /** Objects in an account's CloudTrail folders but in no region's. */
  readonly misplaced: readonly string[];
  /** Objects anywhere else that bear the name of a log file or digest. */
  readonly elsewhere: readonly string[];
}

export interface ScopeFilter {
  readonly accounts?: ReadonlySet<string>;
  readonly regions?: ReadonlySet<string>;
}

/** Lists the store once for its accounts and regions; of their objects none is kept in mind. */
export async function discover(store: TrailStore, filter: ScopeFilter): Promise<Discovery> {
  const scopes = new Map<string, Scope>();
  const misplaced: string[] = [];
  const elsewhere: string[] = [];
  for await (const { key } of store.list('')) {
    const object = parseTrailObject(key);
    if (object === undefined) {
      if (elsewhere.length < MAX_ELSEWHERE && isTrailName(key.slice(key.lastIndexOf('/') + 1))) {
        elsewhere.push(key);
      }
      continue;
    }
    const { base, account, folder, region } = object;
    if (filter.accounts?.has(account) === false || (region && filter.regions?.has(region) === false)) {
      continue;
    }
    if (region === undefined) {
      misplaced.push(key);
      continue;
    }
    const scope = scopeOf(scopes, { base, account, region });
    if (folder !== DIGEST_FOLDER) {
      scope.folders.add(folder);
    }
  }
  return { scopes: new Map([...scopes].sort()), misplaced, elsewhere };
}

/** Keys below an account's and region's digest folder, those of the window, oldest first. */
export async function listDigests(
  store: TrailStore,
  { base, region }: ScopePlace,
  window: TrailWindow,
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(`${base}${DIGEST_FOLDER}/${region}/`)) {
    const object = parseTrailObject(key);
    const end = object && parseDigestName(object)?.end;
    if (object && (end === undefined || includesDigest(window, end))) {
      keys.push(key);
    }
  }
  return keys.sort(compare);
}

export function scopeId({ base, region }: { readonly base: string; readonly region?: string }): string {
  return `${base}${region}`;
}

function scopeOf(scopes: Map<string, Scope>, place: ScopePlace): Scope {
  const id = scopeId(place);
  const scope = scopes.get(id) ?? { ...place, folders: new Set<string>() };
  scopes.set(id, scope);
  return scope;
}
