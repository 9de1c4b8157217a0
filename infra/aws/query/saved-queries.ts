import { CfnNamedQuery, type CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import type { ResolvedPlatform, ResolvedTeam } from '../../../lib/config/resolved';
import { SAVED_QUERIES } from '../../../lib/lake/saved-queries';
import { writeQuery } from '../../../lib/lake/saved-queries/saved-query';
import { tableOf } from '../../../lib/lake/table/team-table';
import { trino } from '../../../lib/sigma/sql/dialects/trino';
import { databaseName } from '../../policy/names';

export interface SavedQueriesProps {
  readonly platform: ResolvedPlatform;
  readonly team: ResolvedTeam;
  readonly workgroup: CfnWorkGroup;
}

/** The hour of the examples in the documentation; whoever asks writes the times of an investigation over it. */
const EXAMPLE = { since: '2024-08-12 10:00:00', until: '2024-08-12 11:00:00' };

/** The questions of investigations, ready in a team's workgroup. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { platform, team, workgroup }: SavedQueriesProps) {
    super(scope, id);
    for (const query of SAVED_QUERIES) {
      new CfnNamedQuery(this, query.id, {
        name: query.id,
        description: query.title,
        database: databaseName(platform),
        queryString: writeQuery(query, trino, EXAMPLE, tableOf(team)),
        workGroup: workgroup.name,
      }).addResourceDependency(workgroup);
    }
  }
}
