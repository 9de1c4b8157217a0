import { fail, ok, type Result } from '../result';
import type { RuleFile } from '../sigma/rule-file';
import { type BundlePlace, placeKeys } from './bundle-place';
import { BUNDLE_LIMITS, parseManifest, versionOf } from './manifest';
import { unpackFiles } from './packed-files';
import { type ReferenceRole, referenceRole } from './reference-file';

export interface ReferenceFile {
  readonly role: ReferenceRole;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a published bundle holds, in the order of paths. */
export interface BundleContent {
  readonly version: string;
  readonly rules: readonly RuleFile[];
  readonly reference: readonly ReferenceFile[];
}

/** Bytes that do not compress become a few more. */
const PACKED_BYTES = BUNDLE_LIMITS.bytes + 1_000_000;

/**
 * The bundle of a version, whose manifest has that hash and whose files are as the manifest says; or what is wrong.
 * The version comes from a signed pointer: nothing else here is trusted.
 */
export async function fetchBundle(place: BundlePlace, version: string): Promise<Result<BundleContent>> {
  const manifest = await readAll(place, placeKeys.manifest(version), BUNDLE_LIMITS.manifestBytes);
  if (manifest === undefined) {
    return fail(`${placeKeys.manifest(version)}: is missing`);
  }
  const text = Buffer.from(manifest).toString('utf8');
  if (versionOf(text) !== version) {
    return fail(`${placeKeys.manifest(version)}: is that of ${versionOf(text)}, not what was signed`);
  }
  const parsed = parseManifest(text);
  if (!parsed.ok) {
    return fail(`${placeKeys.manifest(version)}: ${parsed.problem.slice(0, SHOWN).join('; ')}`);
  }
  const packed = await readAll(place, placeKeys.files(version), PACKED_BYTES);
  if (packed === undefined) {
    return fail(`${placeKeys.files(version)}: is missing`);
  }
  const files = unpackFiles(parsed.value, packed);
  return files.ok
    ? ok({ version, ...sorted(files.value) })
    : fail(`${placeKeys.files(version)}: ${files.problem.slice(0, SHOWN).join('; ')}`);
}

/** Problems named in one message. */
const SHOWN = 5;

function sorted(files: ReadonlyMap<string, Uint8Array>): Pick<BundleContent, 'rules' | 'reference'> {
  const rules: RuleFile[] = [];
  const reference: ReferenceFile[] = [];
  for (const [path, bytes] of files) {
    const [, kind, name = ''] = /^(rules|reference)\/(.*)$/.exec(path) ?? [];
    const role = kind === 'reference' ? referenceRole(name) : undefined;
    if (kind === 'rules') {
      rules.push({ path: name, text: Buffer.from(bytes).toString('utf8') });
    } else if (role !== undefined) {
      reference.push({ role, name, bytes });
    }
  }
  return { rules, reference };
}

async function readAll(place: BundlePlace, key: string, most: number): Promise<Uint8Array | undefined> {
  const found = await place.read(key, most);
  return found === undefined || found === 'unchanged' ? undefined : found.bytes;
}
