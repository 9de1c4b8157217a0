import { Duration, Stack } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { RECORDS } from '../../../lib/enrolment/record';
import type { RunbookId } from '../../../lib/health/runbooks';
import { isConstant } from '../../../lib/health/silence';
import type { WatchSettings } from '../../../lib/health/watch-settings';
import { WATCH_PREFIX } from '../../../lib/health/watch-state';
import { SWEPT_PREFIX } from '../../../lib/ingest/sweep-note';
import { COMMITS_PREFIX } from '../../../lib/lake/batch/records';
import type { MetricName } from '../../../lib/telemetry';
import { logGroupName } from '../../policy/names';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { lakeFolders, recordsOf, stateOf, viaService } from '../pipeline/grants';
import { collectedSources } from './collected-sources';
import type { SelfCheckProps } from './self-check-props';

const HANDLER = 'watch';
const ROUND = Duration.hours(1);
/** After the sweep, whose note it reads, whenever in the hour that runs; before canaries are due. */
const MINUTE = '37';

/** Every hour, looks who is silent and what the ledger lacks, from what the sweep and the records of batches say. */
export class Watch extends Construct {
  constructor(scope: Construct, id: string, props: SelfCheckProps) {
    super(scope, id);
    const { platform, aws, lake, table, key, topic, deadLetters } = props;
    const sources = collectedSources(props).map(({ source, criticality }) => ({
      id: source.id,
      criticality,
      constant: isConstant(source),
    }));
    const settings: WatchSettings = {
      home: aws.homeRegion,
      platform: platform.name,
      lake: lake.bucket.bucketName,
      table: table.tableName,
      topic: topic.topicArn,
      sources,
    };
    const { function: fn } = new PlatformFunction(this, 'Watch', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Looks which sources and accounts are silent, and what the ledger lacks',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: watching(this, props),
      memoryMb: 1024,
      timeout: Duration.minutes(10),
      // Two rounds at once would tell the same twice.
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      every: ROUND,
      network: props.network,
    });
    new Rule(this, 'Hourly', {
      description: 'Silent sources and accounts, and gaps of the ledger',
      schedule: Schedule.cron({ minute: MINUTE }),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, retryAttempts: 2 })],
    });
    for (const { id: source } of sources.filter(({ constant }) => constant)) {
      this.alarm(props, `Silent-${source}`, {
        name: 'SourcesSilent',
        of: source,
        what: `Nothing comes of ${source} any more, of no account`,
        runbook: 'silent-source',
      });
    }
    this.alarm(props, 'Silent', {
      name: 'AccountsSilent',
      what: 'Nothing comes of some enrolled accounts that should',
      runbook: 'silent-account',
    });
    this.alarm(props, 'Failed', {
      name: 'AccountsFailed',
      what: 'Some accounts cannot be enrolled for more than a day',
      runbook: 'account-not-enrolled',
    });
    this.alarm(props, 'Gaps', {
      name: 'LedgerGaps',
      what: 'Raw objects or batches did not come into the ledger in two hours, or do not add up',
      runbook: 'ledger-gap',
    });
  }

  private alarm(
    { platform, topic }: SelfCheckProps,
    id: string,
    { name, of, what, runbook }: { name: MetricName; of?: string; what: string; runbook: RunbookId },
  ): void {
    const word = name === 'LedgerGaps' ? 'gap' : 'trouble';
    platformAlarm(this, id, {
      platform,
      topic,
      name,
      of,
      handler: HANDLER,
      statistic: 'Maximum',
      period: ROUND,
      threshold: 1,
      // A round that fails has its own alarm, and ends no silence.
      missing: TreatMissingData.IGNORE,
      description: `${what}: read "${word}" in ${logGroupName(platform, HANDLER)} for which`,
      runbook,
    });
  }
}

/** Reading records of batches and of enrolment, and telling people: neither raw logs nor rows. */
function watching(scope: Construct, { lake, table, key, topic }: SelfCheckProps): PolicyStatement[] {
  return [
    ...lakeFolders(lake.bucket, lake.key, {
      read: [COMMITS_PREFIX, SWEPT_PREFIX, WATCH_PREFIX],
      write: [WATCH_PREFIX],
      remove: [SWEPT_PREFIX],
    }),
    ...stateOf(scope, {
      sid: 'Enrolment',
      kind: RECORDS.split('/')[0] ?? '',
      actions: ['dynamodb:Query'],
      table,
      key,
    }),
    recordsOf({ sid: 'Claims', kind: 'claims', actions: ['dynamodb:GetItem'], table }),
    new PolicyStatement({ sid: 'Tell', actions: ['sns:Publish'], resources: [topic.topicArn] }),
    new PolicyStatement({
      sid: 'TellKey',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': viaService(scope, 'sns') } },
    }),
  ];
}
