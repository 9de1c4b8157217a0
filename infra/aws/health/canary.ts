import { Duration, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { CanaryPlan, CanarySettings } from '../../../lib/health/canary-settings';
import { bucketName, centralBusName, logGroupName, logsDestinationName } from '../../policy/names';
import { platformAlarm } from '../constructs/platform-alarm';
import { PlatformFunction } from '../constructs/platform-function';
import { sendingCanaries } from './canary-statements';
import type { SelfCheckProps } from './self-check-props';

const HANDLER = 'canary';
/** After the hour's own rush of schedules. */
const MINUTE = '7';
const ROUND = Duration.hours(1);
/** Rounds that tell nothing before people are told. */
const PATIENCE = 3;

export interface CanaryProps extends SelfCheckProps {
  readonly plans: readonly CanaryPlan[];
}

/** Every hour, sends a record of our own down the ways of each source, and looks whether the last one came through. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id);
    const { platform, aws, lake, table, key, topic, deadLetters, plans } = props;
    const settings: CanarySettings = {
      home: aws.homeRegion,
      lake: lake.bucket.bucketName,
      table: table.tableName,
      raw: bucketName(platform, aws, 'raw'),
      bus: centralBusName(platform),
      logs: logsDestinationName(platform),
      canaries: plans,
    };
    const { function: fn } = new PlatformFunction(this, 'Canary', {
      platform,
      aws,
      handler: HANDLER,
      description: 'Sends canaries and looks whether they came through',
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
      statements: sendingCanaries(this, props),
      memoryMb: 512,
      timeout: Duration.minutes(5),
      // Two rounds at once would judge the same canaries.
      concurrency: platform.lifecycle === 'production' ? 1 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
      network: props.network,
    });
    new Rule(this, 'Hourly', {
      description: 'Canaries of every source',
      schedule: Schedule.cron({ minute: MINUTE }),
      targets: [new LambdaFunction(fn, { deadLetterQueue: deadLetters, retryAttempts: 2 })],
    });
    for (const { source } of plans) {
      this.lost(props, source);
    }
    this.untold(props);
  }

  private lost({ platform, topic }: CanaryProps, source: string): void {
    platformAlarm(this, `Lost-${source}`, {
      platform,
      topic,
      name: 'CanaryLost',
      handler: HANDLER,
      of: source,
      statistic: 'Sum',
      period: ROUND,
      threshold: 1,
      // A source that goes every twelve hours is as it was in between.
      missing: TreatMissingData.IGNORE,
      description: `A canary of ${source} did not come through, so real records may not either: read "canary" in ${logGroupName(platform, HANDLER)} for where it was lost`,
      runbook: 'canary-lost',
    });
  }

  /** Who watches must be heard of, too. Until its first round a new platform has not been. */
  private untold({ platform, topic }: CanaryProps): void {
    platformAlarm(this, 'Untold', {
      platform,
      name: 'CanariesSent',
      handler: HANDLER,
      statistic: 'Sum',
      period: ROUND,
      threshold: 0,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: PATIENCE,
      missing: TreatMissingData.BREACHING,
      description: `Nothing was told of canaries for ${PATIENCE} hours: read ${logGroupName(platform, HANDLER)}; after the first deployment its first round ends this`,
      runbook: 'a-function-does-not-run',
      topic,
    });
  }
}
