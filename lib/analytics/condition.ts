import type { EventRow } from '../lake/table/row';
import type { Dialect } from '../sigma/sql/dialect';
import { cellOf } from './cells';

/** Which events a baseline is of, over columns of `security_events`. A column without a value meets no test. */
export type Condition =
  | { readonly column: string; readonly in: readonly (string | number)[] }
  /** A regular expression, found anywhere in the text in lower case; one that every engine reads alike. */
  | { readonly column: string; readonly matches: string }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/** What conditions and profiles need of an engine. */
export type ProfileDialect = Pick<
  Dialect,
  'name' | 'quoteText' | 'lower' | 'matches' | 'not' | 'scalarAt' | 'numberIn'
>;

/** The condition as SQL. Names of columns stand unquoted, as every engine takes them. */
export function conditionSql(condition: Condition, dialect: ProfileDialect): string {
  if ('in' in condition) {
    const values = condition.in.map((value) =>
      typeof value === 'number' ? String(value) : dialect.quoteText(value),
    );
    return `${condition.column} IN (${values.join(', ')})`;
  }
  if ('matches' in condition) {
    return dialect.matches(dialect.lower(condition.column), condition.matches);
  }
  if ('not' in condition) {
    return dialect.not(conditionSql(condition.not, dialect));
  }
  const [operator, parts] = 'all' in condition ? [' AND ', condition.all] : [' OR ', condition.any];
  return `(${parts.map((part) => conditionSql(part, dialect)).join(operator)})`;
}

/** The same condition of one event. */
export function conditionTest(condition: Condition): (row: EventRow) => boolean {
  if ('in' in condition) {
    const [cell, values] = [cellOf(condition.column), new Set<unknown>(condition.in)];
    return (row) => values.has(cell(row));
  }
  if ('matches' in condition) {
    const [cell, pattern] = [cellOf(condition.column), new RegExp(condition.matches)];
    return (row) => {
      const text = cell(row);
      return typeof text === 'string' && pattern.test(text.toLowerCase());
    };
  }
  if ('not' in condition) {
    const test = conditionTest(condition.not);
    return (row) => !test(row);
  }
  const tests = ('all' in condition ? condition.all : condition.any).map(conditionTest);
  return 'all' in condition
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}
