import { policyFor } from '../../../lib/config/privacy-policy';
import { loadRules } from '../../../lib/detections/load';
import {
  correlationQuery,
  type LakeContext,
  type LakeQueryText,
  ruleQueries,
} from '../../../lib/rules/lake-queries';
import { lakeView } from '../../../lib/rules/lake-view';
import { applyFilters } from '../../../lib/sigma/filter/apply-filters';
import { formatProblem } from '../../../lib/sigma/problem';
import type { RuleHeader } from '../../../lib/sigma/rule';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { trino } from '../../../lib/sigma/sql/dialects/trino';
import type { TimeRange } from '../../../lib/sigma/sql/scope';
import { SOURCES, sourceById } from '../../../lib/sources';
import type { Source } from '../../../lib/sources/source';
import { parseTimestamp } from '../../../lib/time';
import { systemClock, today } from '../clock';
import { EXIT, UsageError } from '../errors';
import { loadPlatform, type PlatformOptions } from '../platform';
import { printable } from '../terminal';
import { loadPreviousTokenKeys, loadTokenKey } from '../token-key';
import { ruleFiles } from './rules-files';

export interface SqlCommandOptions extends PlatformOptions {
  readonly rules?: readonly string[];
  /** @default duckdb */
  readonly engine?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly tokenKey?: string;
  /** @default security_events */
  readonly table?: string;
}

/** By the names people know the engines by. */
const ENGINES = new Map([
  ['duckdb', duckdb],
  ['athena', trino],
  ['trino', trino],
]);

/**
 * `kumomori rules sql`: the queries of rules and correlations over the lake, as masked by the configuration; on
 * standard error, with file and line, what no query can say.
 */
export async function printQueries(names: readonly string[], options: SqlCommandOptions): Promise<void> {
  for (const query of await queriesFor(names, options)) {
    process.stdout.write(`${query};\n\n`);
  }
}

/** The queries of the rules named; tells, and fails for, what no query can say. */
export async function queriesFor(
  names: readonly string[],
  options: SqlCommandOptions,
): Promise<readonly string[]> {
  const context = await lakeContext(options);
  const { files, platform } = await ruleFiles(options.rules, options);
  const loaded = loadRules(files, SOURCES, platform.detections.placeholders);
  const { rules } = applyFilters(loaded.rules, loaded.filters, today(systemClock));
  const isAsked = asked(names, [...rules, ...loaded.correlations]);
  const queries: readonly LakeQueryText[] = [
    ...rules.filter(isAsked).flatMap((rule) => ruleQueries(rule, context)),
    ...loaded.correlations.filter(isAsked).map((one) => correlationQuery(one, rules, context)),
  ];
  const problems = queries.flatMap((query) => (query.ok ? [] : query.problem));
  if (problems.length > 0) {
    process.stderr.write(problems.map((one) => `${printable(formatProblem(one))}\n`).join(''));
    process.exitCode = EXIT.failed;
  }
  return queries.flatMap((query) => (query.ok ? [query.value] : []));
}

async function lakeContext(options: SqlCommandOptions): Promise<LakeContext> {
  const { platform, folder } = await loadPlatform(options);
  const dialect = ENGINES.get(options.engine ?? duckdb.name);
  if (!dialect) {
    throw new UsageError(
      `--engine ${options.engine}: no such engine; one of ${[...ENGINES.keys()].join(', ')}`,
    );
  }
  const key = await loadTokenKey(platform, folder, options.tokenKey);
  const previous = await loadPreviousTokenKeys(platform, folder);
  const policy = policyFor(platform.privacy);
  const viewOf = (source: Source) => lakeView(source, policy, key, previous);
  const views = new Map(SOURCES.map((source) => [source.id, viewOf(source)]));
  return {
    sources: sourcesNamed(options.source),
    dialect,
    viewOf: (source) => views.get(source.id) ?? viewOf(source),
    range: timeRange(options),
    table: options.table,
  };
}

function sourcesNamed(id: string | undefined): readonly Source[] {
  if (id === undefined) {
    return SOURCES;
  }
  const source = sourceById(id);
  if (!source) {
    throw new UsageError(
      `--source ${id}: no such source; one of ${SOURCES.map((each) => each.id).join(', ')}`,
    );
  }
  return [source];
}

/** Rules by id, name or title, in any case; without names, all. A name that is nobody's is wrong usage. */
function asked(names: readonly string[], rules: readonly RuleHeader[]): (rule: RuleHeader) => boolean {
  const callOf = ({ id, name, title }: RuleHeader) => [id, name, title].map((one) => one?.toLowerCase());
  const unknown = names.filter((name) => !rules.some((rule) => callOf(rule).includes(name.toLowerCase())));
  if (unknown.length > 0) {
    throw new UsageError(`${unknown.join(', ')}: no rule or correlation has that id, name or title`);
  }
  return (rule) => names.length === 0 || names.some((name) => callOf(rule).includes(name.toLowerCase()));
}

const [FIRST, LAST] = [0, Date.UTC(9999, 11, 31) * 1000];

export function timeRange({ from, to }: Pick<SqlCommandOptions, 'from' | 'to'>): TimeRange | undefined {
  if (from === undefined && to === undefined) {
    return undefined;
  }
  const range = { from: timeOf('--from', from) ?? FIRST, to: timeOf('--to', to) ?? LAST };
  if (range.from > range.to) {
    throw new UsageError(`--from ${from} is after --to ${to}`);
  }
  return range;
}

function timeOf(option: string, text: string | undefined): number | undefined {
  const micros = text === undefined ? undefined : parseTimestamp(text);
  if (text !== undefined && micros === undefined) {
    throw new UsageError(`${option} ${text}: no time; write it as 2024-08-12T10:30:00Z`);
  }
  return micros;
}
