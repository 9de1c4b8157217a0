import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { JsonValue } from '../../json';
import { duckdbSelect, quoteName, quoteText, TABLE_NAME } from '../../lake/table/duckdb-view';
import { EVENTS_PREFIX } from '../../lake/table/partition';
import type { PartitionFilter } from '../../lake/table/partition-filter';
import { type LakeFile, listFiles } from './duckdb-files';
import { partitionFilters } from './duckdb-filter';

export interface QueryResult {
  readonly columns: readonly string[];
  /** DuckDB's type of each column. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
  /** What the partitions that the query asked for hold: what had to be opened, at most read. */
  readonly read: { readonly files: number; readonly bytes: number; readonly rows: number };
}

/** Reads a lake with SQL. One query runs at a time. */
export interface LakeQuery {
  /** Runs one SELECT. Throws for anything else, and with DuckDB's message for a mistake in it. */
  query(sql: string): Promise<QueryResult>;
  /** The files that a query on this would read. */
  files(filter?: PartitionFilter): Promise<readonly LakeFile[]>;
  close(): void;
}

const CONFIG = {
  threads: '2',
  memory_limit: '2GB',
  temp_directory: '',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * Opens the lake in a directory, which may be empty or missing. Queries see `security_events`, read nothing but its
 * files (raw objects are not masked), write nothing, and cannot change these settings.
 */
export async function openLake(directory: string): Promise<LakeQuery> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const lake = resolve(directory);
  const instance = await DuckDBInstance.create(':memory:', CONFIG);
  const connection = await instance.connect();
  for (const setting of [
    `TimeZone = 'UTC'`,
    'parquet_metadata_cache = true',
    `allowed_directories = [${quoteText(join(lake, EVENTS_PREFIX))}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ]) {
    await connection.run(`SET ${setting}`);
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (sql) => {
      const result = last.then(() => runQuery(connection, lake, sql));
      last = result.catch(() => undefined);
      return result;
    },
    files: (filter = {}) => listFiles(lake, [filter]),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function runQuery(connection: DuckDBConnection, lake: string, sql: string): Promise<QueryResult> {
  const files = await listFiles(lake, await filtersOf(connection, sql));
  const paths = files.map((file) => file.path);
  await connection.run(`CREATE OR REPLACE TEMP VIEW ${quoteName(TABLE_NAME)} AS ${duckdbSelect(paths)}`);
  await assertReads(connection, sql);
  const reader = await connection.runAndReadAll(sql);
  const { toJson } = await import('./duckdb-values');
  return {
    columns: reader.deduplicatedColumnNames(),
    types: reader.columnTypes().map(String),
    rows: reader.getRows().map((row) => row.map(toJson)),
    read: {
      files: files.length,
      bytes: files.reduce((total, file) => total + file.bytes, 0),
      rows: await countRows(connection, paths),
    },
  };
}

const EXPLAIN = /^\s*explain\s+(?:analyze\s+)?/i;

/** A query that DuckDB cannot serialise asks for everything; what is wrong with it, DuckDB says when it runs. */
async function filtersOf(connection: DuckDBConnection, sql: string): Promise<PartitionFilter[]> {
  const [[serialised] = []] = (
    await connection.runAndReadAll(`SELECT json_serialize_sql(${quoteText(sql.replace(EXPLAIN, ''))})`)
  ).getRows();
  const tree: JsonValue = JSON.parse(String(serialised));
  return isFailure(tree) ? [{}] : partitionFilters(tree);
}

function isFailure(tree: JsonValue): boolean {
  return typeof tree === 'object' && tree !== null && 'error' in tree && tree.error === true;
}

/** DuckDB confines reading to the lake; that nothing is written, not even there, is decided here. */
async function assertReads(connection: DuckDBConnection, sql: string): Promise<void> {
  const { StatementType } = await import('@duckdb/node-api');
  const statements = await connection.extractStatements(sql.replace(EXPLAIN, '')).catch((error: unknown) => {
    // DuckDB's binding fails in its own way on a text without any statement.
    throw String(error).includes('Parser')
      ? error
      : new Error('no SQL given: a lake is queried with one SELECT');
  });
  const statement = statements.count === 1 ? await statements.prepare(0) : undefined;
  const kind = statement?.statementType;
  statement?.destroySync();
  if (kind !== StatementType.SELECT) {
    const got =
      kind === undefined ? `${statements.count} statements` : (StatementType[kind] ?? 'something else');
    throw new Error(`a lake is queried with one SELECT, got ${got}; nothing was run`);
  }
}

async function countRows(connection: DuckDBConnection, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    return 0;
  }
  const list = paths.map(quoteText).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata([${list}])`,
  );
  return Number(reader.getRows()[0]?.[0] ?? 0);
}
