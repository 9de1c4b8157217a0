import { eachLimited } from '../each-limited';
import { sha256 } from '../hash';
import { type Digest, parseDigest } from './digest';
import { inflateWhole } from './inflate';
import { type DigestName, parseDigestName, parseTrailObject, type TrailObject } from './object-key';
import type { TrailLimits, TrailStore } from './store';

/** A digest as it was found, with nothing judged yet. */
export interface DigestFile {
  /** Where it was found; it may claim another place. */
  readonly object: TrailObject;
  readonly name?: DigestName;
  readonly digest: Digest;
  /** Hash of the inflated file. */
  readonly sha256: string;
  /** From the object's metadata. */
  readonly signature?: string;
  /** When a backfill digest was made, from the object's metadata; it is signed with that time's key. */
  readonly generated?: string;
}

/** An object in a digest folder that could not be read as one. */
export interface UnreadDigest {
  readonly object: TrailObject;
  readonly name?: DigestName;
  readonly problem: string;
  /** The storage failed, so that nothing is known of the content. */
  readonly storage: boolean;
}

export interface DigestFiles {
  readonly files: readonly DigestFile[];
  readonly unread: readonly UnreadDigest[];
}

/** Reads digests, a few at a time. */
export async function readDigests(
  store: TrailStore,
  keys: readonly string[],
  limits: TrailLimits,
): Promise<DigestFiles> {
  const read = await eachLimited(keys, limits.concurrency, (key) => readDigest(store, key, limits));
  return {
    files: read.filter((each): each is DigestFile => 'digest' in each),
    unread: read.filter((each): each is UnreadDigest => 'problem' in each),
  };
}

async function readDigest(
  store: TrailStore,
  key: string,
  limits: TrailLimits,
): Promise<DigestFile | UnreadDigest> {
  const object = parseTrailObject(key) ?? {
    key,
    base: '',
    account: '',
    folder: '',
    name: key.split('/').at(-1) ?? '',
  };
  const name = parseDigestName(object);
  try {
    const inflated = await inflateWhole(store.stream(key), limits.maxDigestBytes);
    const digest = inflated.ok ? parseDigest(inflated.value) : inflated;
    if (!inflated.ok || !digest.ok) {
      return { object, name, problem: digest.ok ? '' : digest.problem, storage: false };
    }
    const metadata = await store.metadata(key);
    return {
      object,
      name,
      digest: digest.value,
      sha256: sha256(inflated.value),
      signature: metadata?.signature,
      generated: metadata?.['backfill-generation-timestamp'],
    };
  } catch (error) {
    return { object, name, problem: error instanceof Error ? error.message : String(error), storage: true };
  }
}
