import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { loadRules } from '../../../lib/detections/load';
import { testAll } from '../../../lib/detections/test-all';
import { type Bundle, type BundleFile, makeBundle } from '../../../lib/rules/bundle';
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

interface PublishOptions extends PlatformOptions {
  readonly out: string;
  readonly key: string;
  readonly reference?: readonly string[];
}

/** `kumomori rules publish`: a bundle in a folder named by its version. Rules that fail are not published. */
export async function publishRules(folders: readonly string[], options: PublishOptions): Promise<void> {
  const { files, platform } = await ruleFiles(folders, options);
  await refuseFailing(files, platform.detections.placeholders);
  const roots = folders.length > 0 ? folders : [join(PACKAGE_ROOT, 'lib', 'detections')];
  const content: BundleFile[] = files.map(({ path, text }) => {
    return { kind: 'rules', path: pathBelow(path, roots), bytes: Buffer.from(text) };
  });
  for (const file of options.reference ?? []) {
    content.push({ kind: 'reference', path: basename(file), bytes: await readOr(file) });
  }
  const bundle = bundleOf(content, await readKey(options.key));
  const folder = join(options.out, bundle.version);
  await writeBundle(bundle, options.out, folder);
  process.stdout.write(`${folder}: ${content.length} files, version ${bundle.version}\n`);
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
async function writeBundle(bundle: Bundle, out: string, folder: string): Promise<void> {
  if (await stat(folder).catch(() => undefined)) {
    return;
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
}

async function readKey(file: string): Promise<KeyObject> {
  const pem = await readOr(file);
  try {
    return createPrivateKey(pem);
  } catch {
    throw new UsageError(
      `${file}: is no private key in PEM; make one with \`openssl genpkey -algorithm ed25519\``,
    );
  }
}

async function readOr(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new UsageError(`${file}: cannot be read`);
  });
}
