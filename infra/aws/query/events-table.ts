import { Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import {
  categoryView,
  type EventView,
  RECENT_VIEWS,
  viewColumns,
  viewText,
} from '../../../lib/lake/table/athena-view';
import { TABLE_NAME } from '../../../lib/lake/table/duckdb-view';
import { glueTable } from '../../../lib/lake/table/glue';
import { isRestricted, tableOf } from '../../../lib/lake/table/team-table';
import { databaseName, lakeBucketName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';

/** `security_events` over the lake's bucket, and its views: recent times, and what a restricted team may read. */
export class EventsTable extends Construct {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id);
    const glue = glueTable(lakeBucketName(platform, aws));
    const table = new CfnTable(this, 'Table', {
      catalogId: Stack.of(this).account,
      databaseName: databaseName(platform),
      tableInput: {
        name: TABLE_NAME,
        description: 'Masked events, one row each; name the partitions, or a view that does',
        tableType: 'EXTERNAL_TABLE',
        parameters: glue.parameters,
        partitionKeys: [...glue.partitionKeys],
        storageDescriptor: {
          location: glue.location,
          columns: [...glue.columns],
          inputFormat: glue.inputFormat,
          outputFormat: glue.outputFormat,
          serdeInfo: {
            serializationLibrary: glue.serializationLibrary,
            parameters: { 'serialization.format': '1' },
          },
        },
      },
    });
    const views = platform.query.teams
      .filter(isRestricted)
      .map((team) => categoryView(tableOf(team), team.categories));
    for (const view of [...RECENT_VIEWS, ...views]) {
      this.addView(databaseName(platform), view).addResourceDependency(table);
    }
  }

  private addView(database: string, view: EventView): CfnTable {
    return new CfnTable(this, view.name, {
      catalogId: Stack.of(this).account,
      databaseName: database,
      tableInput: {
        name: view.name,
        description: view.comment,
        tableType: 'VIRTUAL_VIEW',
        parameters: { presto_view: 'true', comment: 'Presto View' },
        partitionKeys: [],
        viewOriginalText: viewText(view, database),
        viewExpandedText: '/* Presto View */',
        storageDescriptor: {
          columns: viewColumns(),
          serdeInfo: {},
        },
      },
    });
  }
}
