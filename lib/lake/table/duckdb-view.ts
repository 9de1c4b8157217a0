import { COLUMNS, type Column } from './columns';
import { PARTITION_COLUMNS } from './partition';
import { TYPES } from './types';

/** The name everybody queries. */
export const TABLE_NAME = 'security_events';

/**
 * The SELECT behind DuckDB's `security_events`: every column of the table over the given files, with NULL for columns
 * that a file is too old to have. No files give an empty table with the same columns.
 */
export function duckdbSelect(files: readonly string[], columns: readonly Column[] = COLUMNS): string {
  const typed = [...columns, ...PARTITION_COLUMNS].map((column) => `${quoteName(column.name)}`).join(', ');
  const empty = [...columns, ...PARTITION_COLUMNS]
    .map(({ name, type }) => `NULL::${TYPES.duckdb[type]} AS ${quoteName(name)}`)
    .join(', ');
  const nothing = `SELECT ${empty} WHERE false`;
  return files.length === 0
    ? nothing
    : `SELECT ${typed} FROM (${nothing} UNION ALL BY NAME ${scan(files, columns)})`;
}

/** Only once columns have been appended must every file be asked which it has. */
function scan(files: readonly string[], columns: readonly Column[]): string {
  const list = files.map(quoteText).join(', ');
  const types = PARTITION_COLUMNS.map(({ name, type }) => `${quoteText(name)}: ${TYPES.duckdb[type]}`).join(
    ', ',
  );
  const appended = columns.some((column) => column.since > 1);
  return `SELECT * FROM read_parquet([${list}], hive_partitioning = true, hive_types = {${types}}, union_by_name = ${appended})`;
}

/** An SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
