import { sha256 } from '../hash';
import { type JsonValue, list, number, object, text } from '../json';
import { fail, ok, type Result } from '../result';

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

/** A function that reads a bundle has memory for no more. */
export const BUNDLE_LIMITS = { files: 10_000, bytes: 128_000_000, manifestBytes: 4_000_000 } as const;

const SAFE_PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._ @+()-]+(?:\/[A-Za-z0-9._ @+()-]+)*$/;

/** Whether a path stays within the folder it is put in, on every file system. */
export function isSafePath(path: string): boolean {
  return path.length <= 500 && SAFE_PATH.test(path);
}

/** Version of the bundle with that manifest: what findings name. */
export function versionOf(manifest: string): string {
  return sha256(manifest).slice(0, 32);
}

export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  const entries = [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  return { format: 1, files: entries.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Reads a manifest, or says all that is wrong with it: form, paths, order, sizes. Never throws. */
export function parseManifest(written: string): Result<Manifest, readonly string[]> {
  const document = object(parse(written));
  if (document?.format !== 1) {
    return fail(['is no manifest of format 1']);
  }
  const entries = list(document.files);
  const files = entries.slice(0, BUNDLE_LIMITS.files + 1).flatMap((entry) => entryOf(entry) ?? []);
  const problems = [
    ...(files.length === entries.length ? [] : ['has entries without path, bytes or sha256']),
    ...files.flatMap(({ path }, index) => {
      const before = files[index - 1]?.path;
      return [
        ...(isSafePath(path) ? [] : [`${path.slice(0, 100)}: is no path of a bundle`]),
        ...(before === undefined || before < path
          ? []
          : [`${path.slice(0, 100)}: is there twice, or unsorted`]),
      ];
    }),
    ...overLimits(files.map(({ bytes }) => bytes)),
  ];
  return problems.length > 0 ? fail(problems) : ok({ format: 1, files });
}

/** What is too much about files of these sizes. */
export function overLimits(sizes: readonly number[]): readonly string[] {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return [
    ...(sizes.length > BUNDLE_LIMITS.files
      ? [`has more than ${BUNDLE_LIMITS.files} files: publish fewer`]
      : []),
    ...(bytes > BUNDLE_LIMITS.bytes
      ? [`has ${bytes} bytes, more than ${BUNDLE_LIMITS.bytes}: leave out what is large`]
      : []),
  ];
}

function entryOf(entry: JsonValue): ManifestEntry | undefined {
  const { path, bytes, sha256: hash } = object(entry) ?? {};
  const [name, size, digest] = [text(path), number(bytes), text(hash)];
  return name !== undefined &&
    size !== undefined &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    digest !== undefined &&
    /^[0-9a-f]{64}$/.test(digest)
    ? { path: name, bytes: size, sha256: digest }
    : undefined;
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
