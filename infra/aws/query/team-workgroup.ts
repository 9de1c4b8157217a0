import { Duration } from 'aws-cdk-lib';
import { CfnPreparedStatement, type CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ResolvedTeam } from '../../../lib/config/resolved';
import { eventsBetween } from '../../../lib/lake/table/athena-view';
import { tableOf } from '../../../lib/lake/table/team-table';
import { teamName } from '../../policy/names';
import { operationsAlarm } from '../constructs/operations-alarm';
import type { PlatformProps } from '../platform-stack';
import { enforcedWorkgroup } from './enforced-workgroup';

export interface TeamWorkgroupProps extends PlatformProps {
  readonly team: ResolvedTeam;
  readonly results: IBucket;
  readonly key: IKey;
  readonly topic: ITopic;
}

/** Queries at the limit that a team may run in a day before somebody hears of it. */
const DAILY_QUERIES_AT_LIMIT = 10;

/**
 * A team's way to Athena: a query beyond the limit is stopped, results are encrypted in the team's own folder, and no
 * client can set either otherwise.
 */
export class TeamWorkgroup extends Construct {
  readonly workgroup: CfnWorkGroup;

  constructor(scope: Construct, id: string, props: TeamWorkgroupProps) {
    super(scope, id);
    const { platform, aws, team, results, key } = props;
    this.workgroup = enforcedWorkgroup(this, 'Workgroup', {
      platform,
      aws,
      name: teamName(platform, team.name),
      description: `Queries of the team ${team.name}`,
      scanLimit: team.scanLimitBytes,
      results: `s3://${results.bucketName}/${team.name}/`,
      key,
    });
    new CfnPreparedStatement(this, 'Between', {
      statementName: 'events_between',
      description:
        "EXECUTE events_between USING TIMESTAMP '2024-08-12 10:00:00', TIMESTAMP '2024-08-12 11:00:00'",
      workGroup: this.workgroup.name,
      queryStatement: eventsBetween(tableOf(team)),
    }).addResourceDependency(this.workgroup);
    this.alarm(props);
  }

  private alarm({ team, topic }: TeamWorkgroupProps): void {
    operationsAlarm(this, 'ReadMuch', {
      description: `The team ${team.name} reads much of the lake: look at the recent queries of workgroup ${this.workgroup.name} for ones that name no partitions`,
      runbook: 'a-team-reads-much',
      metric: new Metric({
        namespace: 'AWS/Athena',
        metricName: 'ProcessedBytes',
        dimensionsMap: { WorkGroup: this.workgroup.name, QueryType: 'DML', QueryState: 'SUCCEEDED' },
        statistic: 'Sum',
        period: Duration.days(1),
      }),
      threshold: team.scanLimitBytes * DAILY_QUERIES_AT_LIMIT,
      topic,
    });
  }
}
