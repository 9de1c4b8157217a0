import { openLake } from '../../../lib/targets/local/duckdb';
import { UsageError } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { table } from '../terminal';
import type { SqlCommandOptions } from './rules-sql';

interface QueryOptions
  extends LakeOptions,
    Pick<SqlCommandOptions, 'config' | 'rules' | 'tokenKey' | 'from' | 'to'> {
  readonly csv?: boolean;
  readonly stats?: boolean;
  readonly rule?: string;
}

/** `kumomori query`: SQL over `security_events`, or the hits of a rule there, as a table, JSON or CSV. */
export async function query(sql: string | undefined, options: QueryOptions): Promise<void> {
  if ((sql === undefined) === (options.rule === undefined)) {
    throw new UsageError('query: give SQL, or --rule with the id, name or title of a rule');
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
    print(results[0]?.columns ?? [], rows, options);
    for (const { read } of options.stats ? results : []) {
      process.stderr.write(`read ${read.files} files, ${read.rows} rows, ${read.bytes} bytes\n`);
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

function print(
  heads: readonly string[],
  rows: readonly (readonly unknown[])[],
  { json, csv }: QueryOptions,
): void {
  if (json) {
    const records = rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]])));
    process.stdout.write(`${JSON.stringify(records)}\n`);
  } else if (csv) {
    process.stdout.write([heads, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
  } else {
    process.stdout.write(`${table(heads, rows)}\n`);
  }
}

/** RFC 4180; a text that a spreadsheet would run as a formula is led by an apostrophe (OWASP CSV injection). */
function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  const plain =
    typeof cell === 'string' ? cell : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
