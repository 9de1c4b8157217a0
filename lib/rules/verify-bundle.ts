import { type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../hash';
import { list, object, text } from '../json';
import { isSafePath, keyId, MANIFEST, SIGNATURE, signedBytes, versionOf } from './bundle';

export interface VerifiedBundle {
  readonly version: string;
  readonly files: number;
}

export type BundleCheck =
  | { readonly ok: true; readonly value: VerifiedBundle }
  | { readonly ok: false; readonly problem: readonly string[] };

/**
 * Whether a bundle is whole and was signed with the key: manifest signed, every file as the manifest says, nothing
 * beside. `files` holds what was found, by path below the bundle's folder; nothing in it is trusted before.
 */
export function verifyBundle(files: ReadonlyMap<string, Uint8Array>, key: KeyObject): BundleCheck {
  const manifest = files.get(MANIFEST);
  const signature = files.get(SIGNATURE);
  if (!manifest || !signature) {
    return fail(`${manifest ? SIGNATURE : MANIFEST}: is missing, so this is no bundle`);
  }
  const bytes = Buffer.from(manifest).toString('utf8');
  const broken = checkSignature(bytes, signature, key);
  if (broken !== undefined) {
    return fail(broken);
  }
  const problems = checkFiles(bytes, files);
  return problems.length > 0
    ? { ok: false, problem: problems }
    : { ok: true, value: { version: versionOf(bytes), files: files.size - 2 } };
}

function checkSignature(manifest: string, signature: Uint8Array, key: KeyObject): string | undefined {
  const said = object(parse(signature));
  const signed = text(said?.signature);
  if (text(said?.algorithm) !== 'Ed25519' || signed === undefined) {
    return `${SIGNATURE}: is no Ed25519 signature`;
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    return `the key to verify with must be of Ed25519, got ${key.asymmetricKeyType ?? key.type}`;
  }
  if (!verify(null, signedBytes(manifest), key, Buffer.from(signed, 'base64'))) {
    return `${MANIFEST}: was not signed with this key (${keyId(key)}); the signature names ${text(said?.key_id) ?? 'none'}`;
  }
  return undefined;
}

function checkFiles(manifest: string, files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const problems: string[] = [];
  const listed = new Set([MANIFEST, SIGNATURE]);
  for (const entry of list(object(parse(Buffer.from(manifest)))?.files)) {
    const path = text(object(entry)?.path) ?? '';
    const found = files.get(path);
    if (!isSafePath(path)) {
      problems.push(`${path}: is no path of a bundle`);
    } else if (!found) {
      problems.push(`${path}: is missing`);
    } else if (sha256(found) !== text(object(entry)?.sha256)) {
      problems.push(`${path}: is not what was signed`);
    }
    listed.add(path);
  }
  const stray = [...files.keys()].filter((path) => !listed.has(path));
  return [...problems, ...stray.map((path) => `${path}: was never signed`)];
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function fail(problem: string): BundleCheck {
  return { ok: false, problem: [problem] };
}
