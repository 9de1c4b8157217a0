import type { Source } from '../../sources/source';
import type { Problem } from '../problem';
import type { Rule } from '../rule';
import type { Dialect } from './dialect';

/** A condition that a query cannot say. */
export interface Unsayable extends Problem {
  /** The message without the engine it is about. */
  readonly reason: string;
}

/** A list worked out once for a query, under a name. */
export interface ListColumn {
  readonly name: string;
  readonly expression: string;
}

/** What compiling one rule shares, and collects. */
export interface SqlContext {
  readonly rule: Rule;
  readonly source: Pick<Source, 'fieldPaths' | 'classes'>;
  readonly dialect: Dialect;
  /** By OCSF path and use, so that each list is worked out once. */
  readonly lists: Map<string, ListColumn>;
  readonly problems: Unsayable[];
}

/** Reports what the query cannot say. */
export function refuse(context: SqlContext, line: number, reason: string): void {
  const { rule, dialect, problems } = context;
  const message = `not in SQL (${dialect.name}): ${reason}`;
  if (!problems.some((problem) => problem.line === line && problem.message === message)) {
    problems.push({ file: rule.file, line, level: 'warning', message, reason });
  }
}

/** Makes a list a column of the query, and gives its quoted name. */
export function listColumn(context: SqlContext, path: string, use: string, expression: string): string {
  const key = `${use} ${path}`;
  const known = context.lists.get(key);
  if (known) {
    return context.dialect.quoteName(known.name);
  }
  const wanted = `${use} ${path}`.toLowerCase();
  const taken = new Set([...context.lists.values()].map(({ name }) => name.toLowerCase()));
  const name = taken.has(wanted) ? `${use} ${path} (${taken.size})` : `${use} ${path}`;
  context.lists.set(key, { name, expression });
  return context.dialect.quoteName(name);
}
