import { eachLimited } from '../each-limited';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import { inflatedHash } from './inflate';
import type { Listing } from './listings';
import type { TrailLimits, TrailStore } from './store';
import { trailName } from './trail-digests';

/** A log file that is not as its digest states, before it is known whether it was moved or swapped. */
export interface AlteredLog {
  readonly place: FindingPlace;
  readonly listing: Listing;
  /** Hash of what stands there, or why it has none; absent when nothing stands there. */
  readonly found?: { readonly hash: string } | { readonly problem: string };
}

export interface LogCounts {
  valid: number;
  /** As the digest states, but the digest is unproven. */
  unproven: number;
  altered: number;
  missing: number;
}

export interface CheckedLogs {
  /** By id of the trail. */
  readonly counts: ReadonlyMap<string, LogCounts>;
  readonly altered: readonly AlteredLog[];
  readonly findings: readonly TrailFinding[];
}

interface LogCheck {
  readonly store: TrailStore;
  readonly limits: TrailLimits;
  readonly place: Omit<FindingPlace, 'key'>;
}

type Outcome = AlteredLog | TrailFinding | 'valid' | 'unproven';

/** Compares every listed log file with its hash, a few at a time, none of them held in memory. */
export async function checkLogs(
  listings: ReadonlyMap<string, Listing>,
  present: ReadonlySet<string>,
  check: LogCheck,
): Promise<CheckedLogs> {
  const counts = new Map<string, LogCounts>();
  const altered: AlteredLog[] = [];
  const findings: TrailFinding[] = [];
  await eachLimited([...listings], check.limits.concurrency, async ([key, listing]) => {
    const count = counts.get(listing.trail) ?? { valid: 0, unproven: 0, altered: 0, missing: 0 };
    counts.set(listing.trail, count);
    const outcome = await checkLog(key, listing, present.has(key), check);
    if (typeof outcome === 'string') {
      count[outcome] += 1;
    } else if ('kind' in outcome) {
      count.unproven += 1;
      findings.push(outcome);
    } else {
      count[outcome.found === undefined ? 'missing' : 'altered'] += 1;
      altered.push(outcome);
    }
  });
  return { counts, altered, findings };
}

async function checkLog(
  key: string,
  listing: Listing,
  there: boolean,
  { store, limits, place: outer }: LogCheck,
): Promise<Outcome> {
  const place = { ...outer, key, trail: trailName(listing.trail) };
  if (!there) {
    return { place, listing };
  }
  try {
    const hash = await inflatedHash(store.stream(key), limits.maxLogBytes);
    if (!hash.ok) {
      return { place, listing, found: { problem: hash.problem } };
    }
    if (!listing.hashes.includes(hash.value)) {
      return { place, listing, found: { hash: hash.value } };
    }
    return listing.proven ? 'valid' : 'unproven';
  } catch (error) {
    return unreadable(place, error);
  }
}

export function unreadable(place: FindingPlace, error: unknown): TrailFinding {
  const found = error instanceof Error ? error.message : String(error);
  return finding('object-unreadable', place, { expected: 'an object that can be read', found });
}
