import { type Coverage, coverageAt } from './coverage';
import type { DigestListing } from './digest';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import type { JudgedDigest } from './judge';
import { logTime, parseTrailObject } from './object-key';
import type { TrailView } from './trail-digests';

/** What digests state of one log file. */
export interface Listing {
  /** Hashes that digests state; more than one where they disagree. */
  readonly hashes: readonly string[];
  /** An authentic digest lists it; what others state then does not count. */
  readonly proven: boolean;
  /** The digest that lists it. */
  readonly digest: string;
  /** Id of the trail it belongs to. */
  readonly trail: string;
}

export interface Listings {
  readonly byKey: ReadonlyMap<string, Listing>;
  readonly findings: readonly TrailFinding[];
}

/** Collects what all usable digests of an account and region list, the authentic ones first. */
export function collectListings(views: readonly TrailView[], place: Omit<FindingPlace, 'key'>): Listings {
  const byKey = new Map<string, Listing>();
  const findings: TrailFinding[] = [];
  for (const verdict of ['authentic', 'unproven'] as const) {
    for (const view of views) {
      for (const each of view.usable.filter((digest) => digest.verdict === verdict)) {
        for (const log of each.file.digest.logs) {
          findings.push(
            ...addListing(byKey, log, each, { ...place, key: log.key, trail: view.trail }, view.id),
          );
        }
      }
    }
  }
  return { byKey, findings };
}

function addListing(
  byKey: Map<string, Listing>,
  log: DigestListing,
  { file, verdict }: JudgedDigest,
  place: FindingPlace,
  trail: string,
): TrailFinding[] {
  const { key, hash, algorithm, bucket } = log;
  const digest = file.digest.key;
  if (algorithm !== 'SHA-256' || bucket !== place.bucket) {
    const found = `hash ${algorithm}, bucket ${bucket}`;
    return [finding('log-unproven', place, { expected: `SHA-256, bucket ${place.bucket}`, found })];
  }
  const other = byKey.get(key);
  const proven = verdict === 'authentic';
  if (other === undefined) {
    byKey.set(key, { hashes: [hash], proven, digest, trail });
    return [];
  }
  if (other.hashes.includes(hash) || other.proven !== proven) {
    return [];
  }
  byKey.set(key, { ...other, hashes: [...other.hashes, hash] });
  const expected = `SHA-256 ${other.hashes[0]}, as ${other.digest} states`;
  const found = `SHA-256 ${hash}, as ${digest} states`;
  return [finding('duplicate-listing', place, { expected, found })];
}

/** Log files that only unproven digests list, of times that authentic ones list in full: a forger may have added both. */
export function doubtfulListings(
  byKey: ReadonlyMap<string, Listing>,
  authentic: Coverage,
  place: Omit<FindingPlace, 'key'>,
): TrailFinding[] {
  return [...byKey].flatMap(([key, { proven, digest }]) => {
    const object = proven ? undefined : parseTrailObject(key);
    const micros = object && logTime(object);
    if (micros === undefined || coverageAt(authentic, micros) !== 'digested') {
      return [];
    }
    const text = { expected: 'an authentic digest that lists it', found: `only ${digest} does`, micros };
    return [finding('log-unproven', { ...place, key }, text)];
  });
}
