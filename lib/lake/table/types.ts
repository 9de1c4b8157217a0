/** The types a column of the lake can have; each engine and Parquet itself has a name for every one. */
export type ColumnType = 'string' | 'int32' | 'int64' | 'double' | 'boolean' | 'timestamp_us';

export type Engine = 'duckdb' | 'glue' | 'trino' | 'bigquery';

/** Type names by engine. Glue's are Hive's, which Athena's tables and EMR share; Trino's are those of Athena's SQL. */
export const TYPES: Readonly<Record<Engine, Readonly<Record<ColumnType, string>>>> = {
  duckdb: {
    string: 'VARCHAR',
    int32: 'INTEGER',
    int64: 'BIGINT',
    double: 'DOUBLE',
    boolean: 'BOOLEAN',
    timestamp_us: 'TIMESTAMP WITH TIME ZONE',
  },
  glue: {
    string: 'string',
    int32: 'int',
    int64: 'bigint',
    double: 'double',
    boolean: 'boolean',
    timestamp_us: 'timestamp',
  },
  trino: {
    string: 'varchar',
    int32: 'integer',
    int64: 'bigint',
    double: 'double',
    boolean: 'boolean',
    // As the Hive connector and Athena read timestamps, rounded: `time_us` holds the microseconds.
    timestamp_us: 'timestamp(3)',
  },
  bigquery: {
    string: 'STRING',
    int32: 'INT64',
    int64: 'INT64',
    double: 'FLOAT64',
    boolean: 'BOOL',
    timestamp_us: 'TIMESTAMP',
  },
};
