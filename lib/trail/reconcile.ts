import { compare } from '../compare';
import { eachLimited } from '../each-limited';
import { parseDigest } from './digest';
import { listDigests } from './discover';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import { groupBy } from './group-by';
import { inflatedHash, inflateWhole } from './inflate';
import { type AlteredLog, unreadable } from './logs';
import type { UnlistedLog } from './unlisted';
import type { ScopeResult, TrailContext } from './verify-scope';

/** Files no digest lists, and what they hold. */
interface Candidate {
  readonly key: string;
  /** The finding it is due if it is not a moved one; none for objects outside CloudTrail's folders. */
  readonly finding?: TrailFinding;
  readonly hash?: string;
  readonly failed?: TrailFinding;
}

/**
 * Matches missing log files with files that no digest lists, and altered ones with what other log files should hold,
 * over all accounts and regions: a file moved or swapped is one finding, not a deleted and an injected one.
 */
export async function reconcile(
  results: readonly ScopeResult[],
  elsewhere: readonly string[],
  context: TrailContext,
): Promise<readonly TrailFinding[]> {
  const altered = results
    .flatMap((result) => result.altered)
    .sort((a, b) => compare(a.place.key, b.place.key));
  const missing = altered.filter(({ found }) => found === undefined);
  const candidates = await hashCandidates(results, missing, elsewhere, context);
  candidates.sort((a, b) => compare(a.key, b.key));
  const byHash = groupBy(candidates, ({ hash }) => hash ?? '');
  const used = new Set<Candidate>();
  const moved = missing.map((log) => {
    const target = log.listing.hashes
      .flatMap((hash) => byHash.get(hash) ?? [])
      .find((candidate) => !used.has(candidate));
    if (target === undefined) {
      return deleted(log);
    }
    used.add(target);
    const text = { expected: log.place.key, found: target.key };
    return finding('log-moved', log.place, text);
  });
  const rest = candidates.filter((candidate) => !used.has(candidate));
  const owners = await findOwners(results, altered, rest, context);
  return [
    ...moved,
    ...altered.filter(({ found }) => found !== undefined).map((log) => describeAltered(log, owners)),
    ...rest.flatMap((candidate) => describeCandidate(candidate, owners)),
  ];
}

function deleted({ place, listing }: AlteredLog): TrailFinding {
  return finding('log-deleted', place, {
    expected: `the file that ${listing.digest} lists`,
    found: 'nothing',
  });
}

/** Hashes what may be a missing file. Without any missing, only what is called injected: a copy is worth naming. */
async function hashCandidates(
  results: readonly ScopeResult[],
  missing: readonly AlteredLog[],
  elsewhere: readonly string[],
  context: TrailContext,
): Promise<Candidate[]> {
  const names = new Set(missing.map(({ place }) => nameOf(place.key)));
  const uncovered = results.flatMap((result) => result.uncovered.map(({ key }) => key));
  const unlisted = results.flatMap((result) => result.unlisted);
  const worth = ({ finding: due }: UnlistedLog) => missing.length > 0 || due.kind === 'log-injected';
  const hashed = [
    ...unlisted.filter(worth).map(({ finding: due }) => ({ key: due.key, finding: due })),
    ...[...uncovered, ...(missing.length > 0 ? elsewhere : [])]
      .filter((key) => names.has(nameOf(key)))
      .map((key) => ({ key, finding: undefined })),
  ];
  const bare = unlisted
    .filter((log) => !worth(log))
    .map(({ finding: due }) => ({ key: due.key, finding: due }));
  return [...bare, ...(await eachLimited(hashed, context.limits.concurrency, (each) => hash(each, context)))];
}

async function hash(candidate: Candidate, { store, limits }: TrailContext): Promise<Candidate> {
  try {
    const hashed = await inflatedHash(store.stream(candidate.key), limits.maxLogBytes);
    return hashed.ok ? { ...candidate, hash: hashed.value } : candidate;
  } catch (error) {
    return { ...candidate, failed: unreadable(candidate.finding ?? { key: candidate.key }, error) };
  }
}

/** Which listed log file has a hash: read from the digests once more, only for what was found altered or injected. */
async function findOwners(
  results: readonly ScopeResult[],
  altered: readonly AlteredLog[],
  candidates: readonly Candidate[],
  { store, limits, window }: TrailContext,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set<string>(candidates.flatMap((candidate) => candidate.hash ?? []));
  for (const { found } of altered) {
    if (found !== undefined && 'hash' in found) {
      wanted.add(found.hash);
    }
  }
  const owners = new Map<string, string>();
  for (const { scope } of wanted.size === 0 ? [] : results) {
    const keys = await listDigests(store, scope, window);
    await eachLimited(keys, limits.concurrency, async (key) => {
      const bytes = await inflateWhole(store.stream(key), limits.maxDigestBytes).catch(() => undefined);
      const digest = bytes?.ok ? parseDigest(bytes.value) : undefined;
      for (const log of digest?.ok ? digest.value.logs : []) {
        if (wanted.has(log.hash)) {
          owners.set(log.hash, log.key);
        }
      }
    });
  }
  return owners;
}

function describeAltered(
  { place, listing, found }: AlteredLog,
  owners: ReadonlyMap<string, string>,
): TrailFinding {
  const expected = `SHA-256 ${listing.hashes.join(' or ')}`;
  if (found === undefined || 'problem' in found) {
    return finding('log-modified', place, { expected, found: found?.problem ?? 'nothing' });
  }
  const owner = owners.get(found.hash);
  return owner === undefined
    ? finding('log-modified', place, { expected, found: `SHA-256 ${found.hash}` })
    : finding('log-swapped', place, { expected, found: `the content of ${owner}` });
}

function describeCandidate(candidate: Candidate, owners: ReadonlyMap<string, string>): TrailFinding[] {
  const { finding: due, failed } = candidate;
  if (due === undefined) {
    return [];
  }
  const owner = owners.get(candidate.hash ?? '');
  const named = owner === undefined ? due : { ...due, found: `a copy of ${owner}` };
  return failed === undefined ? [named] : [named, failed];
}

function nameOf(key: FindingPlace['key']): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
