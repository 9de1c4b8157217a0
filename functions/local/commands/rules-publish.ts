import type { KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { loadRules } from '../../../lib/detections/load';
import { testAll } from '../../../lib/detections/test-all';
import { type Bundle, type BundleFile, makeBundle } from '../../../lib/rules/bundle';
import { publishBundle } from '../../../lib/rules/publish-bundle';
import { applyFilters } from '../../../lib/sigma/filter/apply-filters';
import type { Placeholders } from '../../../lib/sigma/modifiers/modifier';
import { formatProblem } from '../../../lib/sigma/problem';
import type { RuleFile } from '../../../lib/sigma/rule-file';
import { SOURCES } from '../../../lib/sources';
import { systemClock, today } from '../clock';
import { UsageError } from '../errors';
import { PACKAGE_ROOT } from '../package-root';
import type { PlatformOptions } from '../platform';
import { ruleFiles } from './rules-files';
import { openPlace, publisherOf, readSigningKey } from './rules-place';
import { referenceFiles } from './rules-reference';

interface PublishOptions extends PlatformOptions {
  readonly out?: string;
  readonly target?: 'aws';
  readonly key: string;
  readonly reference?: readonly string[];
}

/**
 * `kumomori rules publish`: a bundle in a folder named by its version, or in force in a cloud. Rules that fail, and
 * reference data that cannot be read, are not published.
 */
export async function publishRules(folders: readonly string[], options: PublishOptions): Promise<void> {
  if ((options.out === undefined) === (options.target === undefined)) {
    throw new UsageError('say where to: --out DIR, or --target aws');
  }
  const { files, platform, folder } = await ruleFiles(folders, options);
  await refuseFailing(files, platform.detections.placeholders);
  const roots = folders.length > 0 ? folders : [join(PACKAGE_ROOT, 'lib', 'detections')];
  const content: BundleFile[] = files.map(({ path, text }) => {
    return { kind: 'rules', path: pathBelow(path, roots), bytes: Buffer.from(text) };
  });
  content.push(...(await referenceFiles(options.reference, platform, folder)));
  const key = await readSigningKey(options.key);
  const bundle = bundleOf(content, key);
  const where =
    options.out === undefined
      ? await putInForce(bundle, key, platform)
      : await writeBundle(bundle, options.out);
  process.stdout.write(`${where}: ${content.length} files, version ${bundle.version}\n`);
}

async function putInForce(bundle: Bundle, key: KeyObject, platform: ResolvedPlatform): Promise<string> {
  const { place, keys } = openPlace(platform);
  const published = await publishBundle(place, bundle, publisherOf(key, keys));
  if (!published.ok) {
    throw new UsageError(`${place.name}: ${published.problem}`);
  }
  return place.name;
}

async function refuseFailing(files: readonly RuleFile[], placeholders: Placeholders): Promise<void> {
  const loaded = loadRules(files, SOURCES, placeholders);
  const unknown = applyFilters(loaded.rules, loaded.filters, today(systemClock)).problems;
  const errors = [...loaded.problems, ...unknown].filter(({ level }) => level === 'error').map(formatProblem);
  const failed = (await testAll(loaded, SOURCES)).failures.map(formatProblem);
  const held = loaded.rules.length + loaded.correlations.length + loaded.filters.length;
  if (held === 0 || errors.length + failed.length > 0) {
    throw new UsageError(
      ['nothing is published: rules must load and pass their tests', ...errors, ...failed].join('\n'),
    );
  }
}

function pathBelow(path: string, roots: readonly string[]): string {
  const root = roots.find((folder) => !relative(folder, path).startsWith('..'));
  const below = root === undefined ? '' : relative(root, path);
  return (below === '' ? basename(path) : below).split(sep).join('/');
}

function bundleOf(content: readonly BundleFile[], key: KeyObject): Bundle {
  try {
    return makeBundle(content, key);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Written aside and moved, so that nobody ever reads half a bundle; one that is there already stays as it is. */
async function writeBundle(bundle: Bundle, out: string): Promise<string> {
  const folder = join(out, bundle.version);
  if (await stat(folder).catch(() => undefined)) {
    return folder;
  }
  await mkdir(out, { recursive: true });
  const draft = await mkdtemp(join(out, '.bundle-'));
  try {
    for (const [path, bytes] of bundle.files) {
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), bytes);
    }
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
