import { TABLE_NAME } from '../../lake/table/duckdb-view';
import { fail, ok, type Result } from '../../result';
import type { Source } from '../../sources/source';
import type { Expression } from '../detection';
import type { Problem } from '../problem';
import type { Rule } from '../rule';
import type { ListColumn, MaskKnowledge, SqlContext } from './context';
import type { Dialect } from './dialect';
import { compileItem } from './item';
import { scopeOf, type TimeRange } from './scope';
import { join, not, type Sql, writeSql } from './sql';

export interface SqlOptions extends MaskKnowledge {
  /** Event times asked for; without them every hour of the source's categories. */
  readonly range?: TimeRange;
  /** Columns of `security_events` in the result. @default the event's uid and time */
  readonly select?: readonly string[];
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
 * Compiles a rule to SQL for the events of one source: the same hits as the predicate on the same masked events, or
 * the reasons, with file and line, why the engine cannot say it.
 */
export function compileSql(
  rule: Rule,
  source: Pick<Source, 'id' | 'classes' | 'fieldPaths'>,
  dialect: Dialect,
  options: SqlOptions = {},
): Result<SqlQuery, readonly Problem[]> {
  const context: SqlContext = { rule, source, dialect, mask: options, lists: new Map(), problems: [] };
  const sql = compileExpression(rule.expression, context);
  if (context.problems.length > 0) {
    return fail(context.problems);
  }
  const condition = writeTop(sql, dialect);
  const scope = scopeOf(source, dialect, options.range);
  const lists = [...context.lists.values()];
  const columns = (options.select ?? SELECT).map((name) => dialect.quoteName(name)).join(', ');
  return ok({
    dialect: dialect.name,
    lists,
    scope,
    condition,
    text: writeQuery(columns, lists, scope, condition, dialect),
  });
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
): string {
  const table = dialect.quoteName(TABLE_NAME);
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
