import { createPublicKey, type KeyObject } from 'node:crypto';
import { isObject, list, number, text } from '../json';
import { fail, ok, type Result } from '../result';
import { parseTimestamp } from '../time';

/** One of CloudTrail's public keys and the time it was in use, microseconds since the epoch. */
export interface TrailKey {
  readonly fingerprint: string;
  readonly key: KeyObject;
  readonly from?: number;
  readonly to?: number;
}

/** By fingerprint. Each region has its own keys, so that a run over several regions needs the lists of all of them. */
export type TrailKeys = ReadonlyMap<string, readonly TrailKey[]>;

/**
 * Reads what `aws cloudtrail list-public-keys` prints (one answer, or an array of them). Fails on the first key that
 * is none: a list with a hole would call good digests unknown.
 */
export function parsePublicKeys(json: string): Result<readonly TrailKey[]> {
  let answers: unknown;
  try {
    answers = JSON.parse(json);
  } catch {
    return fail('is not JSON, expected what `aws cloudtrail list-public-keys` prints');
  }
  const keys: TrailKey[] = [];
  for (const answer of Array.isArray(answers) ? answers : [answers]) {
    const entries = isObject(answer) ? (answer.PublicKeyList ?? answer.publicKeyList) : undefined;
    if (!Array.isArray(entries)) {
      return fail('has no PublicKeyList, expected what `aws cloudtrail list-public-keys` prints');
    }
    for (const entry of list(entries)) {
      const key = parseKey(entry);
      if (key === undefined) {
        return fail(`PublicKeyList[${keys.length}] is no RSA key with a Fingerprint and a Value`);
      }
      keys.push(key);
    }
  }
  return ok(keys);
}

export function indexKeys(keys: readonly TrailKey[]): TrailKeys {
  const index = new Map<string, TrailKey[]>();
  for (const key of keys) {
    index.set(key.fingerprint, [...(index.get(key.fingerprint) ?? []), key]);
  }
  return index;
}

function parseKey(entry: unknown): TrailKey | undefined {
  if (!isObject(entry)) {
    return undefined;
  }
  const fingerprint = text(entry.Fingerprint);
  const key = readDer(Buffer.from(text(entry.Value) ?? '', 'base64'));
  if (fingerprint === undefined || key?.asymmetricKeyType !== 'rsa') {
    return undefined;
  }
  return { fingerprint, key, from: time(entry.ValidityStartTime), to: time(entry.ValidityEndTime) };
}

/** PKCS #1 as documented; some keys in the documentation's own answer are SubjectPublicKeyInfo. */
function readDer(der: Buffer): KeyObject | undefined {
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      return createPublicKey({ key: der, format: 'der', type });
    } catch {
      // The other form is tried.
    }
  }
  return undefined;
}

/** Seconds since the epoch as number or text, or RFC 3339: it depends on the version of the command line. */
function time(value: unknown): number | undefined {
  const seconds = number(value);
  return seconds === undefined ? parseTimestamp(text(value) ?? '') : seconds * 1e6;
}
