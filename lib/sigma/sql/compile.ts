import { TABLE_NAME } from '../../lake/table/duckdb-view';
import { fail, ok, type Result } from '../../result';
import type { Source } from '../../sources/source';
import type { Expression } from '../detection';
import type { Rule } from '../rule';
import { type ListColumn, refuse, type SqlContext, type Unsayable } from './context';
import type { Dialect } from './dialect';
import { compileItem } from './item';
import { ruleInLake } from './lake-rule';
import { CLEAR, type LakeView } from './lake-view';
import { placeOf } from './place';
import { scopeOf, type TimeRange } from './scope';
import { join, not, type Sql, writeSql } from './sql';

export interface SqlOptions {
  /** What masking made of the events. @default nothing: they are as the rules saw them */
  readonly view?: LakeView;
  /** Event times asked for; without them every hour of the source's categories. */
  readonly range?: TimeRange;
  /** Another name for `security_events`, or one of its views. @default security_events */
  readonly table?: string;
  /** Columns of `security_events` in the result. @default the event's uid and time */
  readonly select?: readonly string[];
  /** Further columns: of a field its first text that is not empty, as correlations group by it. */
  readonly texts?: readonly { readonly name: string; readonly field: string }[];
}

/** A rule as a query over `security_events`. */
export interface SqlQuery {
  readonly dialect: string;
  /** Lists the condition uses; `text` works them out before it. */
  readonly lists: readonly ListColumn[];
  /** What every row must meet besides: partitions, source, no finding. */
  readonly scope: readonly string[];
  /** The rule itself. */
  readonly condition: string;
  /** The whole query, formatted. */
  readonly text: string;
}

const SELECT = ['event_uid', 'event_time'];

/**
 * Compiles a rule to SQL for the events of one source: the hits that the predicate has on the same events, with the
 * tokens of `view` for literals (`ruleInLake`), or the reasons, with file and line, why the query cannot say it.
 */
export function compileSql(
  rule: Rule,
  source: Pick<Source, 'id' | 'classes' | 'fieldPaths'>,
  dialect: Dialect,
  options: SqlOptions = {},
): Result<SqlQuery, readonly Unsayable[]> {
  const { expression, fieldPaths, refusals } = ruleInLake(rule, source, options.view ?? CLEAR);
  const fields = { classes: source.classes, fieldPaths };
  const context: SqlContext = { rule, source: fields, dialect, lists: new Map(), problems: [] };
  for (const { line, reason } of refusals) {
    refuse(context, line, reason);
  }
  const sql = compileExpression(expression, context);
  const texts = (options.texts ?? []).map(
    ({ name, field }) => `${firstText(source.fieldPaths(field), context)} AS ${dialect.quoteName(name)}`,
  );
  if (context.problems.length > 0) {
    return fail(context.problems);
  }
  const condition = writeTop(sql, dialect);
  const scope = scopeOf(source, dialect, options.range);
  const lists = [...context.lists.values()];
  const columns = [...(options.select ?? SELECT).map((name) => dialect.quoteName(name)), ...texts].join(', ');
  return ok({
    dialect: dialect.name,
    lists,
    scope,
    condition,
    text: writeQuery(columns, lists, scope, condition, dialect, options.table),
  });
}

/** The first text at the paths, in their order, that is not empty; of a list its first. */
function firstText(paths: readonly string[], context: SqlContext): string {
  const { dialect } = context;
  const found = paths.map((path) => {
    const place = placeOf(path, context);
    return place.kind === 'scalar' ? `nullif(${place.text}, '')` : dialect.firstText(place.list);
  });
  return found.length === 0 ? 'CAST(NULL AS VARCHAR)' : `coalesce(${[...found, 'NULL'].join(', ')})`;
}

/** Conditions joined by and, one a line. */
function writeTop(sql: Sql, dialect: Dialect): string {
  const parts = sql.kind === 'and' ? sql.of : [sql];
  return parts.map((part) => writeSql(part, dialect, '  ')).join('\n  AND ');
}

function compileExpression(expression: Expression, context: SqlContext): Sql {
  switch (expression.kind) {
    case 'item':
      return compileItem(expression, context);
    case 'not':
      return not(compileExpression(expression.of, context));
    default:
      return join(
        expression.kind,
        expression.of.map((operand) => compileExpression(operand, context)),
      );
  }
}

function writeQuery(
  columns: string,
  lists: readonly ListColumn[],
  scope: readonly string[],
  condition: string,
  dialect: Dialect,
  name = TABLE_NAME,
): string {
  const table = dialect.quoteName(name);
  if (lists.length === 0) {
    return `SELECT ${columns}\nFROM ${table}\nWHERE ${[...scope, condition].join('\n  AND ')}`;
  }
  const worked = lists
    .map(({ name, expression }) => `,\n    ${expression} AS ${dialect.quoteName(name)}`)
    .join('');
  return [
    'WITH candidates AS (',
    `  SELECT *${worked}`,
    `  FROM ${table}`,
    `  WHERE ${scope.join('\n    AND ')}`,
    ')',
    `SELECT ${columns}`,
    'FROM candidates',
    `WHERE ${condition}`,
  ].join('\n');
}
