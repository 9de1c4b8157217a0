import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { compare } from '../../lib/compare';
import type { ResolvedDetections } from '../../lib/config/resolved';
import { type OperatingRules, operatingRules } from '../../lib/detections/operating-rules';
import type { Clock } from '../../lib/ports/clock';
import { formatProblem, type Problem } from '../../lib/sigma/problem';
import type { RuleFile } from '../../lib/sigma/rule-file';
import { today } from './clock';
import { UsageError } from './errors';
import { PACKAGE_ROOT } from './package-root';
import { preparedRules } from './prepared-rules';

export const NO_RULES: OperatingRules = {
  rules: [],
  correlations: [],
  silent: new Set(),
  filters: new Map(),
  version: '-',
  problems: [],
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
): Promise<OperatingRules> {
  const files = await readRuleFiles(named, configured, configFolder);
  const known = Object.keys(placeholders).length === 0 ? await preparedRules(files) : undefined;
  const operating = operatingRules(files, placeholders, today(clock), known);
  tell(operating.problems);
  return operating;
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
