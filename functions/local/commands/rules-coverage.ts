import { type LoadedRules, loadRules } from '../../../lib/detections/load';
import { type CoverageRow, coverageOf } from '../../../lib/rules/coverage';
import { navigatorLayer } from '../../../lib/rules/navigator-layer';
import { ATTACK_VERSION } from '../../../lib/sigma/tags';
import { SOURCES } from '../../../lib/sources';
import { UsageError } from '../errors';
import type { PlatformOptions } from '../platform';
import { table } from '../terminal';
import { ruleFiles } from './rules-files';

type Covering = Pick<LoadedRules, 'rules' | 'correlations'>;

interface CoverageOptions extends PlatformOptions {
  readonly format: string;
}

const FORMATS: Readonly<Record<string, (loaded: Covering, name: string) => string>> = {
  table: (loaded) => asTable(loaded, rowsOf(loaded)),
  json: (loaded) =>
    JSON.stringify(
      rowsOf(loaded).map(({ technique, source, rules: covering }) => ({
        technique,
        source,
        rules: covering.map(({ id, title, level }) => ({ id, title, level })),
      })),
    ),
  navigator: ({ rules, correlations }, name) =>
    JSON.stringify(navigatorLayer(name, rules, SOURCES, correlations), undefined, 2),
};

/** `kumomori rules coverage`: which ATT&CK techniques the rules watch for. */
export async function coverage(folders: readonly string[], options: CoverageOptions): Promise<void> {
  const format = FORMATS[options.format];
  if (!format) {
    throw new UsageError(`--format ${options.format}: one of ${Object.keys(FORMATS).join(', ')}`);
  }
  const { files, platform } = await ruleFiles(folders, options);
  const loaded = loadRules(files, SOURCES, platform.detections.placeholders);
  process.stdout.write(`${format(loaded, platform.name)}\n`);
}

function rowsOf({ rules, correlations }: Covering): readonly CoverageRow[] {
  return coverageOf(rules, SOURCES, correlations);
}

function asTable({ rules, correlations }: Covering, rows: readonly CoverageRow[]): string {
  const techniques = new Set(rows.map(({ technique }) => technique));
  const cells = rows.map(({ technique, source, rules: covering }) => [
    technique,
    source,
    covering.length,
    covering.map(({ title }) => title).join('; '),
  ]);
  const summary = `${rules.length + correlations.length} rules cover ${techniques.size} techniques of ATT&CK ${ATTACK_VERSION}`;
  return `${table(['technique', 'source', 'rules', 'titles'], cells)}\n${summary}`;
}
