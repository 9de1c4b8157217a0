import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { databaseName } from '../../policy/names';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { AnalystRole } from './analyst-role';
import { EventsTable } from './events-table';
import { OperatorRole } from './operator-role';
import { ResultsBucket } from './results-bucket';
import { SavedQueries } from './saved-queries';
import { TeamWorkgroup } from './team-workgroup';

export interface QueryStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/** Questions of the lake by people: the table, its views, and each team's way to ask. */
export class QueryStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: QueryStackProps) {
    const { platform, aws, central } = props;
    super(scope, id, props, {
      part: 'query',
      account: aws.securityAccount,
      description: 'the lake as a table, and the teams that ask it',
    });
    const database = new CfnDatabase(this, 'Database', {
      catalogId: this.account,
      databaseInput: { name: databaseName(platform), description: 'The lake of security events' },
    });
    new EventsTable(this, 'Events', props).node.addDependency(database);
    new OperatorRole(this, 'Operator', { ...props, table: central.table, key: central.key });
    const { bucket } = new ResultsBucket(this, 'Results', { ...props, key: central.key });
    for (const team of platform.query.teams) {
      const shared = { platform, aws, team, results: bucket, key: central.key };
      const { workgroup } = new TeamWorkgroup(this, `Team-${team.name}`, { ...shared, topic: central.topic });
      new AnalystRole(this, `Analyst-${team.name}`, shared);
      new SavedQueries(this, `Saved-${team.name}`, { platform, team, workgroup });
    }
  }
}
