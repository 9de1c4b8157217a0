import { fail, ok, type Result } from '../result';
import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import { correlationSql } from '../sigma/correlate/sql';
import { matchesLogsource } from '../sigma/logsource';
import type { Problem } from '../sigma/problem';
import type { Rule } from '../sigma/rule';
import { compileSql } from '../sigma/sql/compile';
import type { Dialect } from '../sigma/sql/dialect';
import { duckdb } from '../sigma/sql/dialects/duckdb';
import type { LakeView } from '../sigma/sql/lake-view';
import { queryTitle, savedQuery } from '../sigma/sql/saved-query';
import type { TimeRange } from '../sigma/sql/scope';
import type { Source } from '../sources/source';

/** What queries over a lake are made for. */
export interface LakeContext {
  readonly sources: readonly Source[];
  readonly dialect: Dialect;
  /** What masking made of a source's events. */
  viewOf(source: Source): LakeView;
  readonly range?: TimeRange;
  /** Another name for `security_events`, or one of its views. @default security_events */
  readonly table?: string;
}

/** A query to paste, or the reasons why there is none. */
export type LakeQueryText = Result<string, readonly Problem[]>;

/** A rule's queries over the lake, one for each source that has its logs. */
export function ruleQueries(rule: Rule, context: LakeContext): readonly LakeQueryText[] {
  const { dialect, range, table } = context;
  const matching = sourcesOf(rule, context);
  return matching.length === 0
    ? [fail([problem(rule, 'no source has logs of its logsource')])]
    : matching.map((source) =>
        savedQuery(rule, source, dialect, { view: context.viewOf(source), range, table }),
      );
}

/**
 * A correlation's query over the lake: its rules' hits, and of them the windows in which it holds. Only for DuckDB,
 * since no other engine counts distinct values in a sliding window.
 */
export function correlationQuery(
  correlation: ResolvedCorrelation,
  rules: readonly Rule[],
  context: LakeContext,
): LakeQueryText {
  if (context.dialect.name !== duckdb.name) {
    return fail([
      problem(
        correlation,
        `not in SQL (${context.dialect.name}): the engine counts no distinct values in a sliding window`,
      ),
    ]);
  }
  const problems: Problem[] = [];
  const hits = correlation.members.map(({ id, groupBy, fields }) => {
    const texts = [
      ...groupBy.map((field, index) => ({ name: `group_${index}`, field })),
      ...fields.map((field, index) => ({ name: `value_${index}`, field })),
    ];
    const rule = rules.find((one) => one.id === id);
    const queries = rule
      ? sourcesOf(rule, context).map((source) => hitsOf(rule, source, texts, context))
      : [];
    problems.push(...queries.flatMap((query) => (query.ok ? [] : query.problem)));
    return queries.flatMap((query) => (query.ok ? [query.value] : [])).join('\nUNION ALL\n');
  });
  const sql = correlationSql(correlation, hits);
  if (!sql.ok) {
    return fail([problem(correlation, sql.problem)]);
  }
  const empty = correlation.members.filter((_, index) => hits[index] === '');
  problems.push(
    ...(problems.length === 0 ? empty : []).map(({ id }) =>
      problem(correlation, `no source has logs of rule ${id}`),
    ),
  );
  return problems.length > 0 ? fail(problems) : ok(`${queryTitle(correlation)}\n${sql.value}`);
}

function hitsOf(
  rule: Rule,
  source: Source,
  texts: readonly { readonly name: string; readonly field: string }[],
  context: LakeContext,
): LakeQueryText {
  const select = ['event_uid', 'time_us'];
  const view = context.viewOf(source);
  const query = compileSql(rule, source, context.dialect, { view, select, texts, range: context.range });
  return query.ok ? ok(query.value.text) : query;
}

function sourcesOf({ logsource }: Rule, { sources }: LakeContext): readonly Source[] {
  return sources.filter((source) => matchesLogsource(logsource, source.logsource));
}

function problem({ file, line }: Pick<Rule, 'file' | 'line'>, message: string): Problem {
  return { file, line, level: 'warning', message };
}
