import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import type { Level } from '../../../lib/sigma/rule';
import { operationsAlarm } from './operations-alarm';
import { platformMetric } from './platform-alarm';

/** More in an hour than people can read. */
const MANY = 50;
/** Levels that wake somebody. */
const LOUD: readonly Level[] = ['high', 'critical'];
const PERIOD = Duration.hours(1);

export interface AlertFloodProps {
  readonly platform: ResolvedPlatform;
  /** Who raises the alerts. */
  readonly handler: string;
  readonly topic: ITopic;
}

/** Tells people that a rule, rather than an attacker, raises alerts: nobody reads them any more. */
export function alertFloodAlarm(scope: Construct, { platform, handler, topic }: AlertFloodProps): void {
  const raised = (of: Level) =>
    platformMetric({ platform, name: 'AlertsRaised', handler, of, statistic: 'Sum', period: PERIOD });
  operationsAlarm(scope, 'FloodAlarm', {
    description: `${handler} raised more than ${MANY} alerts of level ${LOUD.join(' or ')} in an hour: see which rule most of them are of, and suppress what is none`,
    runbook: 'too-many-alerts',
    metric: new MathExpression({
      expression: 'SUM(METRICS())',
      label: `AlertsRaised of ${handler}`,
      usingMetrics: Object.fromEntries(LOUD.map((level) => [level, raised(level)])),
      period: PERIOD,
    }),
    threshold: MANY,
    topic,
  });
}
