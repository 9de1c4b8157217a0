import type { KeyObject } from 'node:crypto';
import { sha256 } from '../hash';
import { fail, ok, type Result } from '../result';
import { MANIFEST, SIGNATURE } from './bundle';
import { type Manifest, parseManifest, versionOf } from './manifest';
import { checkSignature } from './signature';

export interface VerifiedBundle {
  readonly version: string;
  readonly files: number;
}

/**
 * Whether a bundle is whole and was signed with one of the keys: manifest signed, every file as the manifest says,
 * nothing beside. `files` holds what was found, by path below the bundle's folder; nothing in it is trusted before.
 */
export function verifyBundle(
  files: ReadonlyMap<string, Uint8Array>,
  keys: readonly KeyObject[],
): Result<VerifiedBundle, readonly string[]> {
  const manifest = files.get(MANIFEST);
  const signature = files.get(SIGNATURE);
  if (!manifest || !signature) {
    return fail([`${manifest ? SIGNATURE : MANIFEST}: is missing, so this is no bundle`]);
  }
  const text = Buffer.from(manifest).toString('utf8');
  const broken = checkSignature('rule bundle', text, parse(signature), keys);
  if (broken !== undefined) {
    return fail([`${broken.startsWith('is no') ? SIGNATURE : MANIFEST}: ${broken}`]);
  }
  const parsed = parseManifest(text);
  if (!parsed.ok) {
    return fail(parsed.problem.map((problem) => `${MANIFEST}: ${problem}`));
  }
  const content = new Map([...files].filter(([path]) => path !== MANIFEST && path !== SIGNATURE));
  const problems = checkFiles(parsed.value, content);
  return problems.length > 0 ? fail(problems) : ok({ version: versionOf(text), files: content.size });
}

/** What of the files is not as the manifest says; by path, without manifest and signature. */
export function checkFiles(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const wrong = manifest.files.flatMap(({ path, sha256: hash }) => {
    const found = files.get(path);
    if (!found) {
      return [`${path}: is missing`];
    }
    return sha256(found) === hash ? [] : [`${path}: is not what was signed`];
  });
  const stray = [...files.keys()].filter((path) => !listed.has(path));
  return [...wrong, ...stray.map((path) => `${path}: was never signed`)];
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
