import { ok, type Result } from '../../result';
import type { Source } from '../../sources/source';
import type { Rule, RuleHeader } from '../rule';
import { compileSql, type SqlOptions } from './compile';
import type { Unsayable } from './context';
import type { Dialect } from './dialect';

/** What a person wants to see of a hit first. */
const SELECT = [
  'event_time',
  'account_uid',
  'region',
  'actor_name',
  'source_ip',
  'service',
  'operation',
  'status',
  'resource_uid',
  'event_uid',
];

const MOST = 1000;

/** The query of a rule to paste into an engine's console: titled, newest hits first, bounded. */
export function savedQuery(
  rule: Rule,
  source: Pick<Source, 'id' | 'classes' | 'fieldPaths'>,
  dialect: Dialect,
  options: SqlOptions = {},
): Result<string, readonly Unsayable[]> {
  const query = compileSql(rule, source, dialect, { select: SELECT, ...options });
  if (!query.ok) {
    return query;
  }
  const title = queryTitle(rule);
  const order = `ORDER BY ${dialect.quoteName('event_time')} DESC\nLIMIT ${MOST}`;
  return ok(`${title}\n${query.value.text}\n${order}`);
}

/** The comment that leads a query: what it is of. */
export function queryTitle({ title, level, id }: Pick<RuleHeader, 'title' | 'level' | 'id'>): string {
  return comment(`${title} (${level}, ${id})`);
}

/** One line whatever the text: a line break would let a title speak SQL. */
function comment(text: string): string {
  return `-- ${text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()}`;
}
