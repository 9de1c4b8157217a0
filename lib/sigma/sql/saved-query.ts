import { ok, type Result } from '../../result';
import type { Source } from '../../sources/source';
import type { Problem } from '../problem';
import type { Rule } from '../rule';
import { compileSql, type SqlOptions } from './compile';
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
): Result<string, readonly Problem[]> {
  const query = compileSql(rule, source, dialect, { select: SELECT, ...options });
  if (!query.ok) {
    return query;
  }
  const title = comment(`${rule.title} (${rule.level}, ${rule.id})`);
  const order = `ORDER BY ${dialect.quoteName('event_time')} DESC\nLIMIT ${MOST}`;
  return ok(`${title}\n${query.value.text}\n${order}`);
}

/** One line whatever the text: a line break would let a title speak SQL. */
function comment(text: string): string {
  return `-- ${text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()}`;
}
