import { parseTimestamp } from '../time';
import type { DigestFile } from './digest-file';
import { type FindingPlace, finding, type TrailFinding } from './finding';
import { groupBy } from './group-by';
import type { TrailKey, TrailKeys } from './public-keys';
import { dataToSign, signingKey } from './signature';

/** A day: digests are signed soon after their hour, and the lists of keys overlap. */
const KEY_GRACE = 24 * 3600 * 1e6;

/**
 * `authentic`: CloudTrail made this content for the place it claims. `unproven`: nothing says so, nothing denies it.
 * `false`: it, or its signature, was changed.
 */
export type Verdict = 'authentic' | 'unproven' | 'false';

export interface JudgedDigest {
  readonly file: DigestFile;
  readonly verdict: Verdict;
  /** The signature that fits, hex. */
  readonly signature?: string;
  readonly findings: readonly TrailFinding[];
}

interface Links {
  /** Every digest that names a key as its previous one, by that key. */
  readonly to: ReadonlyMap<string, readonly DigestFile[]>;
  readonly authentic: Set<DigestFile>;
}

/**
 * Judges digests by signature. A signature proves itself, whoever holds it: the object's own metadata and what any
 * other digest states as its previous digest's signature are tried alike, so that only the newest digest of a chain
 * needs its metadata. The hash an authentic digest states for the one before proves that one too. Newest first.
 */
export function judgeDigests(
  files: readonly DigestFile[],
  keys: TrailKeys,
  bucket: string,
): readonly JudgedDigest[] {
  const to = groupBy(files, (file) => file.digest.previous?.key ?? '');
  const links: Links = { to, authentic: new Set() };
  const newestFirst = [...files].sort((a, b) => b.digest.end - a.digest.end);
  return newestFirst.map((file) => {
    const judged = judge(file, keys.get(file.digest.fingerprint) ?? [], links, bucket);
    if (judged.verdict === 'authentic') {
      links.authentic.add(file);
    }
    return judged;
  });
}

function judge(file: DigestFile, keys: readonly TrailKey[], links: Links, bucket: string): JudgedDigest {
  const { digest } = file;
  const data = dataToSign(digest, file.sha256);
  const linkers = links.to.get(digest.key) ?? [];
  const stated = linkers.flatMap((linker) => linker.digest.previous?.signature ?? []);
  const candidates = [...new Set([file.signature, ...stated])].filter((each) => each !== undefined);
  const fit = candidates
    .map((signature) => ({ signature, key: signingKey(data, signature, keys) }))
    .find(({ key }) => key !== undefined);
  const vouched = linkers.some(
    (linker) => links.authentic.has(linker) && linker.digest.previous?.sha256 === file.sha256,
  );
  const place: FindingPlace = placeOf(file, bucket);
  if (fit?.key === undefined && !vouched) {
    return { file, ...refuse(file, { place, candidates, keys, links }) };
  }
  const findings = [
    ...metadataFinding(file, place, keys, fit?.signature),
    ...movedFinding(file, place, bucket),
    ...keyFinding(file, place, fit?.key),
  ];
  return { file, verdict: 'authentic', signature: fit?.signature, findings };
}

interface Evidence {
  readonly place: FindingPlace;
  readonly candidates: readonly string[];
  readonly keys: readonly TrailKey[];
  readonly links: Links;
}

/** Why a digest is not authentic: what the next digest says first, then what is missing to tell. */
function refuse(file: DigestFile, evidence: Evidence): { verdict: Verdict; findings: TrailFinding[] } {
  const { place, candidates, keys, links } = evidence;
  const next = (links.to.get(file.object.key) ?? []).find(
    (linker) => links.authentic.has(linker) && linker.digest.previous?.sha256 !== undefined,
  );
  if (next !== undefined) {
    const expected = `SHA-256 ${next.digest.previous?.sha256}, as ${next.object.key} states`;
    const text = { expected, found: `SHA-256 ${file.sha256}`, micros: file.digest.end };
    return { verdict: 'false', findings: [finding('digest-modified', place, text)] };
  }
  const micros = file.digest.end;
  if (keys.length > 0 && candidates.length > 0) {
    const text = { expected: 'a signature of CloudTrail’s', found: 'a signature that does not fit', micros };
    return { verdict: 'false', findings: [finding('signature-invalid', place, text)] };
  }
  const moved = movedFinding(file, place, place.bucket ?? '');
  if (moved.length > 0) {
    return { verdict: 'false', findings: moved };
  }
  if (keys.length === 0) {
    const text = { expected: 'a known public key', found: `fingerprint ${file.digest.fingerprint}`, micros };
    return { verdict: 'unproven', findings: [finding('key-unknown', place, text)] };
  }
  const text = { expected: 'a signature', found: 'none: neither metadata nor a next digest', micros };
  return { verdict: 'unproven', findings: [finding('signature-unknown', place, text)] };
}

/** The content is proven but the object's own signature does not fit it. */
function metadataFinding(
  file: DigestFile,
  place: FindingPlace,
  keys: readonly TrailKey[],
  signature: string | undefined,
): TrailFinding[] {
  const own = file.signature;
  if (own === undefined || keys.length === 0 || own.toLowerCase() === signature?.toLowerCase()) {
    return [];
  }
  const expected = signature === undefined ? 'a signature that fits' : `signature ${signature}`;
  const text = {
    expected,
    found: `signature ${own.slice(0, 1024)} in the metadata`,
    micros: file.digest.end,
  };
  return [finding('signature-invalid', place, text)];
}

function movedFinding(file: DigestFile, place: FindingPlace, bucket: string): TrailFinding[] {
  const { digest, object } = file;
  if (digest.bucket === bucket && digest.key === object.key) {
    return [];
  }
  const expected = file.name === undefined ? 'nothing of CloudTrail’s' : 'the digest of this place';
  const text = { expected, found: `the digest of ${digest.bucket}/${digest.key}`, micros: file.name?.end };
  return [finding('digest-moved', place, text)];
}

/** A digest signed with a key that was not in use then; a backfill digest's key is of the time it was made. */
function keyFinding(file: DigestFile, place: FindingPlace, key: TrailKey | undefined): TrailFinding[] {
  const signed = parseTimestamp(file.generated ?? '') ?? file.digest.end;
  if (key === undefined || (file.name?.backfill && file.generated === undefined)) {
    return [];
  }
  if (signed >= (key.from ?? signed) - KEY_GRACE && signed <= (key.to ?? signed) + KEY_GRACE) {
    return [];
  }
  const text = { expected: 'a key in use then', found: `fingerprint ${key.fingerprint}`, micros: signed };
  return [finding('key-out-of-use', place, text)];
}

export function placeOf(file: Pick<DigestFile, 'object' | 'name'>, bucket: string | undefined): FindingPlace {
  const { key, account, region } = file.object;
  return { bucket, key, account, region, trail: file.name?.trail };
}
