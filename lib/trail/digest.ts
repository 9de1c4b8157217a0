import { isObject, type JsonObject, text } from '../json';
import { fail, ok, type Result } from '../result';
import { parseTimestamp } from '../time';

/** A log file as a digest lists it. */
export interface DigestListing {
  readonly bucket: string;
  readonly key: string;
  /** Hash of the inflated file, lower-case hex. */
  readonly hash: string;
  readonly algorithm: string;
}

/** The digest before, as the next one names it. */
export interface PreviousDigest {
  readonly bucket: string;
  readonly key: string;
  readonly sha256?: string;
  /** Hex, as written: it is part of what is signed. */
  readonly signature: string;
}

/** One digest file's contents. Times are microseconds since the epoch. */
export interface Digest {
  readonly bucket: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** As written: it is part of what is signed. */
  readonly endText: string;
  readonly fingerprint: string;
  /** Absent in the first digest after validation, or the trail, was switched on. */
  readonly previous?: PreviousDigest;
  readonly logs: readonly DigestListing[];
}

/** Reads a digest file's JSON. Source: CloudTrail user guide, "CloudTrail digest file structure". */
export function parseDigest(bytes: Buffer): Result<Digest> {
  const json = parseJson(bytes);
  if (!isObject(json)) {
    return fail('not a JSON object');
  }
  const bucket = text(json.digestS3Bucket);
  const key = text(json.digestS3Object);
  const fingerprint = text(json.digestPublicKeyFingerprint);
  const endText = text(json.digestEndTime);
  const start = parseTimestamp(text(json.digestStartTime) ?? '');
  const end = parseTimestamp(endText ?? '');
  if (!bucket || !key || !fingerprint || !endText || start === undefined || end === undefined) {
    return fail('no digest: its place, times or key are missing');
  }
  const previous = parsePrevious(json);
  const logs = parseListings(json.logFiles);
  if (!previous.ok || !logs.ok) {
    return fail(previous.ok ? 'no digest: its list of log files cannot be read' : previous.problem);
  }
  return ok({ bucket, key, start, end, endText, fingerprint, previous: previous.value, logs: logs.value });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** All of the fields are null in a first digest; a mixture is none that CloudTrail writes. */
function parsePrevious(json: JsonObject): Result<PreviousDigest | undefined> {
  const bucket = text(json.previousDigestS3Bucket);
  const key = text(json.previousDigestS3Object);
  const signature = text(json.previousDigestSignature);
  if (bucket && key && signature) {
    return ok({ bucket, key, signature, sha256: text(json.previousDigestHashValue)?.toLowerCase() });
  }
  return bucket || key || signature ? fail('no digest: it names half of a previous one') : ok(undefined);
}

function parseListings(value: unknown): Result<readonly DigestListing[]> {
  const listings: DigestListing[] = [];
  for (const entry of Array.isArray(value) ? value : [undefined]) {
    const log = isObject(entry) ? entry : {};
    const [bucket, key, hash] = [text(log.s3Bucket), text(log.s3Object), text(log.hashValue)];
    if (!bucket || !key || !hash) {
      return fail('incomplete');
    }
    listings.push({ bucket, key, hash: hash.toLowerCase(), algorithm: text(log.hashAlgorithm) ?? 'SHA-256' });
  }
  return ok(listings);
}
