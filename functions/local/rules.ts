import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { compare } from '../../lib/compare';
import type { ResolvedDetections } from '../../lib/config/resolved';
import { loadRules } from '../../lib/detections/load';
import { withoutTests } from '../../lib/detections/without-tests';
import { sha256 } from '../../lib/hash';
import type { Clock } from '../../lib/ports/clock';
import type { ResolvedCorrelation } from '../../lib/sigma/correlate/correlation';
import { applyFilters } from '../../lib/sigma/filter/apply-filters';
import type { Placeholders } from '../../lib/sigma/modifiers/modifier';
import { formatProblem, type Problem } from '../../lib/sigma/problem';
import type { Rule } from '../../lib/sigma/rule';
import type { RuleFile } from '../../lib/sigma/rule-file';
import { SOURCES } from '../../lib/sources';
import { today } from './clock';
import { UsageError } from './errors';
import { PACKAGE_ROOT } from './package-root';
import { preparedRules } from './prepared-rules';

export interface LoadedRules {
  /** With the filters in use put in. */
  readonly rules: readonly Rule[];
  readonly correlations: readonly ResolvedCorrelation[];
  /** Ids of rules that only serve correlations. */
  readonly silent: ReadonlySet<string>;
  /** Ids of the filters in use, by id of the rule they tune. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Hash of all that decides what matches: rule files, placeholders, and filters that have expired. */
  readonly version: string;
}

export const NO_RULES: LoadedRules = {
  rules: [],
  correlations: [],
  silent: new Set(),
  filters: new Map(),
  version: '-',
};

/**
 * The rules of the folders on the command line; without any, the shipped ones and those the configuration adds
 * (relative to it). A rule that cannot be loaded is told on standard error and left out: the others still watch.
 */
export async function loadRuleFolders(
  named: readonly string[] | undefined,
  { rules: configured, placeholders }: Pick<ResolvedDetections, 'rules' | 'placeholders'>,
  configFolder: string,
  clock: Clock,
): Promise<LoadedRules> {
  const files = await readRuleFiles(named, configured, configFolder);
  const known = Object.keys(placeholders).length === 0 ? await preparedRules(files) : undefined;
  const loaded = known ?? loadForOperation(files, placeholders);
  const filtered = applyFilters(loaded.rules, loaded.filters, today(clock));
  tell([...loaded.problems, ...filtered.problems]);
  return {
    rules: filtered.rules,
    correlations: loaded.correlations,
    silent: loaded.silent,
    filters: filtered.applied,
    version: versionOf(files, placeholders, filtered.expired),
  };
}

/** Inline tests are left unread, which makes commands start sooner; all is read when something is wrong. */
export function loadForOperation(
  files: readonly RuleFile[],
  placeholders: Placeholders,
): ReturnType<typeof loadRules> {
  const loaded = loadRules(files.map(withoutTests), SOURCES, placeholders);
  return loaded.problems.some(({ level }) => level === 'error')
    ? loadRules(files, SOURCES, placeholders)
    : loaded;
}

function versionOf(
  files: readonly RuleFile[],
  placeholders: Placeholders,
  expired: readonly string[],
): string {
  const parts = files.map((file) => sha256(file.text));
  if (Object.keys(placeholders).length > 0) {
    parts.push(JSON.stringify(Object.entries(placeholders).sort(([a], [b]) => compare(a, b))));
  }
  return sha256([...parts, ...expired].join('\n')).slice(0, 16);
}

/** The files of those folders, each folder in order of names. Throws a usage error for one that is not there. */
export async function readRuleFiles(
  named: readonly string[] | undefined,
  configured: readonly string[],
  configFolder: string,
): Promise<readonly RuleFile[]> {
  const shipped = join(PACKAGE_ROOT, 'lib', 'detections');
  const added = configured.map((folder) => (isAbsolute(folder) ? folder : join(configFolder, folder)));
  const files: RuleFile[] = [];
  for (const folder of named ?? [shipped, ...added]) {
    await collect(folder, files);
  }
  return files;
}

/** Every error, and how many warnings there are: a folder of rules for other logs would fill the screen. */
function tell(problems: readonly Problem[]): void {
  for (const problem of problems.filter(({ level }) => level === 'error')) {
    process.stderr.write(`kumomori: ${formatProblem(problem)}\n`);
  }
  const warnings = problems.filter(({ level }) => level === 'warning');
  if (warnings[0]) {
    process.stderr.write(
      `kumomori: ${warnings.length} warnings on rules, the first: ${formatProblem(warnings[0])}\n`,
    );
  }
}

async function collect(path: string, files: RuleFile[]): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) {
    files.push({ path, text: await readFile(path, 'utf8').catch(missing(path)) });
    return;
  }
  for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
    if (entry.isDirectory() || /\.ya?ml$/.test(entry.name)) {
      await collect(join(path, entry.name), files);
    }
  }
}

function missing(path: string) {
  return (): never => {
    throw new UsageError(`${path}: no such folder or file of rules`);
  };
}
