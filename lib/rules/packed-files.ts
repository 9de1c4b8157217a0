import { gunzipSync, gzipSync } from 'node:zlib';
import { fail, ok, type Result } from '../result';
import type { Manifest } from './manifest';
import { checkFiles } from './verify-bundle';

/**
 * The files of a bundle as one object: their bytes one after another in the manifest's order, gzip-compressed. A start
 * reads it in one request, where thousands of rules would be thousands.
 */
export function packFiles(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return gzipSync(Buffer.concat(manifest.files.map(({ path }) => files.get(path) ?? new Uint8Array())));
}

/** The files by path, each as the manifest says; or what is wrong. Inflates no more than the manifest's bytes. */
export function unpackFiles(
  manifest: Manifest,
  packed: Uint8Array,
): Result<ReadonlyMap<string, Uint8Array>, readonly string[]> {
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const inflated = inflate(packed, bytes);
  if (inflated?.length !== bytes) {
    return fail([`the packed files are not the ${bytes} bytes that the manifest says`]);
  }
  const files = new Map<string, Uint8Array>();
  let at = 0;
  for (const { path, bytes: length } of manifest.files) {
    files.set(path, inflated.subarray(at, at + length));
    at += length;
  }
  const problems = checkFiles(manifest, files);
  return problems.length > 0 ? fail(problems) : ok(files);
}

function inflate(packed: Uint8Array, most: number): Buffer | undefined {
  try {
    // Zero is no limit that zlib takes.
    return gunzipSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch {
    return undefined;
  }
}
