import { COLUMNS, type Column } from './columns';
import { EVENT_CATEGORIES, EVENTS_PREFIX, PARTITION_COLUMNS } from './partition';
import { TYPES } from './types';

/** A column as the Glue Data Catalog lists it. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** `security_events` as the Glue Data Catalog describes a table; the names are those of its API. */
export interface GlueTable {
  readonly location: string;
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serializationLibrary: string;
}

/**
 * Event years that Athena looks for; in one outside it sees no event. Each adds 44,640 folders (31 days a month) to a
 * query that names no partition, which is why there are not more of them.
 */
export const PROJECTED_YEARS = [2015, 2035] as const;

/**
 * The Glue table over the lake in a bucket. Its partitions are projected, that is worked out from the query: none is
 * registered, so none can be missing, and no one lists or pays for the 43,800 that a year makes. Only Athena does so;
 * Spark is given the folders of its time range (`partitionPrefix`). Source: Athena user guide, partition projection.
 */
export function glueTable(bucket: string): GlueTable {
  const location = `s3://${bucket}/${EVENTS_PREFIX}`;
  return {
    location,
    columns: COLUMNS.map(glueColumn),
    partitionKeys: PARTITION_COLUMNS.map(glueColumn),
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      // Else Athena would leave out archived objects even while there is a copy of them to read.
      read_restored_glacier_objects: 'true',
      'projection.enabled': 'true',
      ...integers('year', ...PROJECTED_YEARS, 4),
      ...integers('month', 1, 12, 2),
      ...integers('day', 1, 31, 2),
      ...integers('hour', 0, 23, 2),
      'projection.event_category.type': 'enum',
      'projection.event_category.values': EVENT_CATEGORIES.join(','),
      'storage.location.template':
        location + PARTITION_COLUMNS.map(({ name }) => `${name}=\${${name}}/`).join(''),
    },
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
  };
}

/** A column of the lake's table, with Glue's name for its type. */
export function glueColumn({ name, type, comment }: Pick<Column, 'name' | 'type' | 'comment'>): GlueColumn {
  return { name, type: TYPES.glue[type], comment };
}

/** `digits` as folders write the number: month=08. */
function integers(column: string, from: number, to: number, digits: number): Record<string, string> {
  return {
    [`projection.${column}.type`]: 'integer',
    [`projection.${column}.range`]: `${from},${to}`,
    [`projection.${column}.digits`]: String(digits),
  };
}
