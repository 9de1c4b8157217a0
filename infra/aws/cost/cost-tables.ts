import { Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { accountsTable, type CatalogTable, curTable } from '../../../lib/cost/cost-tables';
import { type CostView, costViews, TRINO_COST } from '../../../lib/cost/cost-views';
import { viewText } from '../../../lib/lake/table/athena-view';
import { costBucketName, costName, databaseName, lakeBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** The bill and the accounts as tables, and the views that share the one out by the other. */
export class CostTables extends Construct {
  /** Names of all of them. */
  readonly names: readonly string[];
  readonly views: readonly CostView[];

  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const database = databaseName(platform);
    const tables = [
      curTable(costBucketName(platform, aws), costName(platform)),
      accountsTable(lakeBucketName(platform, aws)),
    ];
    this.views = costViews(TRINO_COST, platform.cost.tags);
    this.names = [...tables, ...this.views].map(({ name }) => name);
    const made = tables.map((table) => this.addTable(database, table));
    for (const view of this.views) {
      this.addView(database, view).node.addDependency(...made);
    }
  }

  private addTable(database: string, table: CatalogTable): CfnTable {
    return new CfnTable(this, table.name, {
      catalogId: Stack.of(this).account,
      databaseName: database,
      tableInput: {
        name: table.name,
        description: table.description,
        tableType: 'EXTERNAL_TABLE',
        parameters: table.parameters,
        partitionKeys: [...table.partitionKeys],
        storageDescriptor: {
          location: table.location,
          columns: [...table.columns],
          inputFormat: table.inputFormat,
          outputFormat: table.outputFormat,
          serdeInfo: {
            serializationLibrary: table.serializationLibrary,
            parameters: table.serializationParameters,
          },
        },
      },
    });
  }

  private addView(database: string, { name, about, columns, sql }: CostView): CfnTable {
    const comment = `The bill ${about}, in USD`;
    return new CfnTable(this, name, {
      catalogId: Stack.of(this).account,
      databaseName: database,
      tableInput: {
        name,
        description: comment,
        tableType: 'VIRTUAL_VIEW',
        parameters: { presto_view: 'true', comment: 'Presto View' },
        partitionKeys: [],
        viewOriginalText: viewText({ sql, comment }, database, undefined, columns),
        viewExpandedText: '/* Presto View */',
        storageDescriptor: {
          columns: columns.map((column) => ({
            name: column.name,
            type: column.type === 'varchar' ? 'string' : column.type,
          })),
          serdeInfo: {},
        },
      },
    });
  }
}
