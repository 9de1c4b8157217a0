import { dirname } from 'node:path/posix';
import { ACCOUNTS_COLUMNS, ACCOUNTS_KEY, ACCOUNTS_TABLE } from './accounts-table';
import { CUR_COLUMNS, CUR_PARTITION, CUR_PREFIX, CUR_TABLE } from './cur';

/** A table as the Glue Data Catalog describes it. */
export interface CatalogTable {
  readonly name: string;
  readonly description: string;
  readonly location: string;
  readonly columns: readonly CatalogColumn[];
  readonly partitionKeys: readonly CatalogColumn[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serializationLibrary: string;
  readonly serializationParameters: Readonly<Record<string, string>>;
}

export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
}

/** Months before the first that CUR 2.0 can be had for cost nothing: their folders are empty. */
const FIRST_MONTH = '2020-01';

/**
 * The export's Parquet files. An export that overwrites has one folder a month of the bill,
 * `<prefix>/<export>/data/BILLING_PERIOD=2026-11/`; what Athena looks for is worked out from the query.
 * Source: AWS Data Exports User Guide, "Understanding export delivery".
 */
export function curTable(bucket: string, exportName: string): CatalogTable {
  const location = `s3://${bucket}/${CUR_PREFIX}/${exportName}/data/`;
  const projection = `projection.${CUR_PARTITION}`;
  return {
    name: CUR_TABLE,
    description: 'The bill as AWS exports it (CUR 2.0), a line a row; name billing_period',
    location,
    columns: Object.entries(CUR_COLUMNS).map(([name, type]) => ({ name, type })),
    partitionKeys: [{ name: CUR_PARTITION, type: 'string' }],
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'projection.enabled': 'true',
      [`${projection}.type`]: 'date',
      [`${projection}.format`]: 'yyyy-MM',
      [`${projection}.range`]: `${FIRST_MONTH},NOW`,
      [`${projection}.interval`]: '1',
      [`${projection}.interval.unit`]: 'MONTHS',
      'storage.location.template': `${location}${CUR_PARTITION.toUpperCase()}=\${${CUR_PARTITION}}/`,
    },
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    serializationParameters: { 'serialization.format': '1' },
  };
}

/** The accounts as enrolment writes them. A line that is no JSON is a row of nothing, and stops no query. */
export function accountsTable(bucket: string): CatalogTable {
  return {
    name: ACCOUNTS_TABLE,
    description: 'Accounts of the organization and the units they lie in, as enrolment last saw them',
    location: `s3://${bucket}/${dirname(ACCOUNTS_KEY)}/`,
    columns: ACCOUNTS_COLUMNS.map((name) => ({ name, type: 'string' })),
    partitionKeys: [],
    parameters: { EXTERNAL: 'TRUE', classification: 'json' },
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
    serializationParameters: { 'ignore.malformed.json': 'true' },
  };
}
