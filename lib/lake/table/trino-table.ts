import { COLUMNS } from './columns';
import { quoteName, quoteText, TABLE_NAME } from './duckdb-view';
import { PARTITION_COLUMNS } from './partition';
import { TYPES } from './types';

/**
 * `security_events` for Trino's Hive connector: the same table as Glue's, its partitions registered by
 * `trinoPartitions`. `name` may have a catalog and schema; `location` is that of `events/`.
 */
export function trinoTable(location: string, name: string = quoteName(TABLE_NAME)): string {
  const columns = [...COLUMNS, ...PARTITION_COLUMNS].map(
    ({ name: column, type, comment }) =>
      `  ${quoteName(column)} ${TYPES.trino[type]} COMMENT ${quoteText(comment)}`,
  );
  const partitions = PARTITION_COLUMNS.map((column) => quoteText(column.name)).join(', ');
  return [
    `CREATE TABLE ${name} (`,
    columns.join(',\n'),
    ')',
    'WITH (',
    `  external_location = ${quoteText(location)},`,
    "  format = 'PARQUET',",
    `  partitioned_by = ARRAY[${partitions}]`,
    ')',
  ].join('\n');
}

/** Registers the partitions that are there and forgets those that are gone. */
export function trinoPartitions(catalog: string, schema: string): string {
  const table = [schema, TABLE_NAME].map(quoteText).join(', ');
  return `CALL ${quoteName(catalog)}.system.sync_partition_metadata(${table}, 'FULL')`;
}
