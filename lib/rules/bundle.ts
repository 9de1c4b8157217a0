import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { sha256 } from '../hash';

/** What a file of a bundle is for. */
export type BundleKind = 'rules' | 'reference';

export interface BundleFile {
  readonly kind: BundleKind;
  /** Relative, with `/`: `aws/trail-stopped.yml`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ManifestEntry {
  /** Kind and path: `rules/aws/trail-stopped.yml`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: 1;
  /** Sorted by path. */
  readonly files: readonly ManifestEntry[];
}

export interface Bundle {
  /** Hash of the manifest: the same files have the same version, anywhere. */
  readonly version: string;
  /** Path below the bundle's folder to its bytes; manifest and signature among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig.json';

/** A signature of this says nothing for any other kind of file, even of the same bytes. */
const DOMAIN = 'kumomori rule bundle v1\n';

const SAFE_PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._ @+()-]+(?:\/[A-Za-z0-9._ @+()-]+)*$/;

/**
 * Rules and reference data as one signed, versioned set of files. The same files and key give the same bytes: nothing
 * in it is of a clock or of chance (Ed25519 signs without any). Throws for a path that leaves the bundle, for two
 * files of one path, and for a key of another kind.
 */
export function makeBundle(content: readonly BundleFile[], key: KeyObject): Bundle {
  if (key.asymmetricKeyType !== 'ed25519' || key.type !== 'private') {
    throw new Error(
      `rule bundles are signed with an Ed25519 private key, got ${key.asymmetricKeyType ?? key.type}; ` +
        'make one with `openssl genpkey -algorithm ed25519 -out rules.key`',
    );
  }
  const files = new Map<string, Uint8Array>();
  for (const { kind, path, bytes } of content) {
    const name = `${kind}/${path}`;
    if (!isSafePath(name)) {
      throw new Error(`${path}: a path in a bundle is relative, of plain characters, without . and ..`);
    }
    if (files.has(name)) {
      throw new Error(`${name}: is there twice; folders that are published together need distinct paths`);
    }
    files.set(name, bytes);
  }
  const manifest = manifestOf(files);
  const text = manifestText(manifest);
  const signature = {
    algorithm: 'Ed25519',
    key_id: keyId(createPublicKey(key)),
    signature: sign(null, signedBytes(text), key).toString('base64'),
  };
  files.set(MANIFEST, Buffer.from(text));
  files.set(SIGNATURE, Buffer.from(`${JSON.stringify(signature, undefined, 2)}\n`));
  return { version: versionOf(text), files };
}

/** First 16 hex digits of the hash of a public key's DER form: which key to look for. */
export function keyId(key: KeyObject): string {
  return sha256(key.export({ type: 'spki', format: 'der' })).slice(0, 16);
}

/** Version of the bundle with that manifest: what findings name. */
export function versionOf(manifest: string): string {
  return sha256(manifest).slice(0, 32);
}

export function signedBytes(manifest: string): Buffer {
  return Buffer.from(DOMAIN + manifest);
}

/** Whether a path stays within the folder it is put in, on every file system. */
export function isSafePath(path: string): boolean {
  return path.length <= 500 && SAFE_PATH.test(path);
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  const entries = [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  return { format: 1, files: entries.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
