import { openLake } from '../../../lib/targets/local/duckdb';
import { readTarget } from '../aws-platform';
import { UsageError } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { type OutputOptions, printAnswer, remark } from './query-output';
import type { SqlCommandOptions } from './rules-sql';

export interface QueryOptions
  extends LakeOptions,
    OutputOptions,
    Pick<SqlCommandOptions, 'config' | 'rules' | 'tokenKey' | 'from' | 'to'> {
  readonly stats?: boolean;
  readonly rule?: string;
  readonly target?: string;
  readonly team?: string;
}

/** `kumomori query`: SQL over `security_events`, or the hits of a rule there, as a table, JSON or CSV. */
export async function query(sql: string | undefined, options: QueryOptions): Promise<void> {
  if ((sql === undefined) === (options.rule === undefined)) {
    throw new UsageError('query: give SQL, or --rule with the id, name or title of a rule');
  }
  if (readTarget(options.target) === 'aws') {
    await (await import('./query-aws')).queryAws(sql, options);
    return;
  }
  if (options.team !== undefined) {
    throw new UsageError(`--team ${options.team}: teams are those of --target aws`);
  }
  const texts = sql === undefined ? await hitsOf(options.rule ?? '', options) : [sql];
  await openLocalLake(options.lake);
  const lake = await openLake(options.lake);
  try {
    const results = [];
    for (const text of texts) {
      results.push(await lake.query(text).catch(wrongQuery));
    }
    // A rule's queries, one a source, have the same columns.
    const rows = results.flatMap((result) => result.rows);
    await printAnswer({ columns: results[0]?.columns ?? [], rows }, options);
    for (const { read } of options.stats ? results : []) {
      remark(`read ${read.files} files, ${read.rows} rows, ${read.bytes} bytes`);
    }
  } finally {
    lake.close();
  }
}

async function hitsOf(rule: string, options: QueryOptions): Promise<readonly string[]> {
  return (await import('./rules-sql')).queriesFor([rule], options);
}

function wrongQuery(error: unknown): never {
  throw new UsageError(`query: ${error instanceof Error ? error.message : String(error)}`);
}
