import type { KeyObject } from 'node:crypto';
import { isSafePath, manifestOf, manifestText, overLimits, versionOf } from './manifest';
import { signText } from './signature';

/** What a file of a bundle is for. */
export type BundleKind = 'rules' | 'reference';

export interface BundleFile {
  readonly kind: BundleKind;
  /** Relative, with `/`: `aws/trail-stopped.yml`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  /** Hash of the manifest: the same files have the same version, anywhere. */
  readonly version: string;
  /** Path below the bundle's folder to its bytes; manifest and signature among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig.json';

/**
 * Rules and reference data as one signed, versioned set of files. The same files and key give the same bytes: nothing
 * in it is of a clock or of chance. Throws for a path that leaves the bundle, for two files of one path, for more than
 * a function could read, and for a key of another kind.
 */
export function makeBundle(content: readonly BundleFile[], key: KeyObject): Bundle {
  requireSigningKey(key);
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
  const over = overLimits([...files.values()].map(({ length }) => length));
  if (over.length > 0) {
    throw new Error(`the bundle ${over.join('; it ')}`);
  }
  const text = manifestText(manifestOf(files));
  const signature = signText('rule bundle', text, key);
  files.set(MANIFEST, Buffer.from(text));
  files.set(SIGNATURE, Buffer.from(`${JSON.stringify(signature, undefined, 2)}\n`));
  return { version: versionOf(text), files };
}

/** Throws, saying how to make one, for a key that is no Ed25519 private key. */
export function requireSigningKey(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'ed25519' || key.type !== 'private') {
    throw new Error(
      `rule bundles are signed with an Ed25519 private key, got ${key.asymmetricKeyType ?? key.type}; ` +
        'make one with `openssl genpkey -algorithm ed25519 -out rules.key`',
    );
  }
}
