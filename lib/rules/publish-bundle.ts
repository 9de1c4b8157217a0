import type { KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../result';
import { type Bundle, MANIFEST, SIGNATURE } from './bundle';
import { type BundlePlace, type Placed, placeKeys } from './bundle-place';
import { fetchBundle } from './fetch-bundle';
import { parseManifest } from './manifest';
import { packFiles } from './packed-files';
import { MAX_EARLIER, POINTER_BYTES, type Pointer, readPointer, signPointer } from './pointer';

/** Who publishes, and when. */
export interface Publisher {
  readonly key: KeyObject;
  /** Public keys that functions trust. */
  readonly keys: readonly KeyObject[];
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The pointer in force, as far as one of the keys signed it. */
export interface Current {
  readonly pointer?: Pointer;
  readonly placed?: Placed;
  /** What is wrong with the one that is there. */
  readonly problem?: string;
}

export async function currentPointer(place: BundlePlace, keys: readonly KeyObject[]): Promise<Current> {
  const placed = await place.read(placeKeys.pointer, POINTER_BYTES);
  if (placed === undefined || placed === 'unchanged') {
    return {};
  }
  const read = readPointer(placed.bytes, place.name, keys);
  return read.ok ? { pointer: read.value, placed } : { placed, problem: read.problem };
}

/**
 * Puts a bundle in force: its files, which are never written twice, and the pointer last, so that nobody is pointed to
 * what is not there. A pointer that is not properly signed is replaced.
 */
export async function publishBundle(
  place: BundlePlace,
  bundle: Bundle,
  publisher: Publisher,
): Promise<Result<Pointer>> {
  const content = new Map([...bundle.files].filter(([path]) => path !== MANIFEST && path !== SIGNATURE));
  const manifest = bundle.files.get(MANIFEST) ?? new Uint8Array();
  const parsed = parseManifest(Buffer.from(manifest).toString('utf8'));
  if (!parsed.ok) {
    return fail(parsed.problem.join('; '));
  }
  const current = await currentPointer(place, publisher.keys);
  await place.write(placeKeys.files(bundle.version), packFiles(parsed.value, content));
  await place.write(placeKeys.manifest(bundle.version), manifest);
  const earlier = current.pointer === undefined ? [] : [current.pointer.version, ...current.pointer.earlier];
  return point(place, bundle.version, earlier, current, publisher);
}

/**
 * Puts an earlier version in force again: the one before, or the one that is named. Its pointer is a new one, so that
 * an old pointer put back by somebody without a key is never taken for it.
 */
export async function rollBack(
  place: BundlePlace,
  to: string | undefined,
  publisher: Publisher,
): Promise<Result<Pointer>> {
  const current = await currentPointer(place, publisher.keys);
  if (current.pointer === undefined) {
    return fail(`${placeKeys.pointer}: ${current.problem ?? 'is missing'}: publish instead`);
  }
  const { earlier } = current.pointer;
  const version = to ?? earlier[0];
  if (version === undefined || !earlier.includes(version)) {
    const known = earlier.length === 0 ? 'there is none' : `take one of ${earlier.join(', ')}`;
    return fail(`${to ?? 'an earlier version'}: was not in force before; ${known}`);
  }
  return point(place, version, earlier.slice(earlier.indexOf(version) + 1), current, publisher);
}

async function point(
  place: BundlePlace,
  version: string,
  earlier: readonly string[],
  { pointer: before, placed }: Current,
  { key, now }: Publisher,
): Promise<Result<Pointer>> {
  const whole = await fetchBundle(place, version);
  if (!whole.ok) {
    return fail(`nothing is put in force: ${whole.problem}`);
  }
  const others = earlier.filter((one, index) => one !== version && earlier.indexOf(one) === index);
  const sequence = Math.max(now, (before?.sequence ?? 0) + 1);
  const pointer = { version, sequence, earlier: others.slice(0, MAX_EARLIER) };
  const first = await place.write(placeKeys.pointer, signPointer(pointer, place.name, key), placed?.tag);
  return first
    ? ok(pointer)
    : fail('somebody else published meanwhile: see kumomori rules status, then do it again');
}
