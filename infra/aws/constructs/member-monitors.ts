import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { CfnTelemetryEnrichment } from 'aws-cdk-lib/aws-observabilityadmin';
import { Construct } from 'constructs';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { runbookLine } from '../../../lib/health/runbooks';
import { toMetricsInsights } from '../../../lib/monitors/compile/metrics-insights';
import { describeMonitor } from '../../../lib/monitors/describe';
import { FUNCTION_QUERIES } from '../../../lib/monitors/function-queries';
import type { Monitor } from '../../../lib/monitors/monitor';
import { functionQueryName, monitorAlarmName } from '../../policy/names';
import type { PlatformProps } from '../platform-stack';
import { ToCentralBus } from './to-central-bus';

/** The part of the role's name before the region: the central bus lets these in. */
export const MONITOR_FORWARDER = 'monitors';

/**
 * The monitors in one account and region: an alarm each, on whatever bears the tags there; and, for whoever looks at
 * what one tells of, queries of the logs of functions. CloudWatch knows tags once telemetry enrichment is on. An
 * account has one enrichment a region: where there is one already, this stack fails and the account is shown as failed.
 * An alarm tells EventBridge of each resource apart, so that needs no topic in every account; CloudWatch guarantees
 * that delivery.
 * Source: Amazon CloudWatch User Guide, "Resource tags for telemetry", "Alarm events and EventBridge".
 */
export class MemberMonitors extends ToCentralBus {
  constructor(scope: Construct, id: string, { platform, aws }: PlatformProps) {
    super(scope, id, {
      platform,
      aws,
      part: MONITOR_FORWARDER,
      ruleName: `${platform.name}-monitors`,
      what: 'alarms of monitors',
      eventPattern: monitorEvents(platform),
    });
    const tags = new CfnTelemetryEnrichment(this, 'Tags', { scope: 'ACCOUNT' });
    const alarms = new Construct(this, 'Alarms');
    for (const monitor of platform.monitors) {
      alarm(alarms, platform, monitor).addResourceDependency(tags);
    }
    const queries = new Construct(this, 'Queries');
    for (const { id: query, text } of FUNCTION_QUERIES) {
      new CfnQueryDefinition(queries, query, {
        name: functionQueryName(platform, query),
        queryString: text,
      });
    }
  }
}

function alarm(scope: Construct, platform: ResolvedPlatform, monitor: Monitor): CfnAlarm {
  const { expression, comparison, threshold, periodSeconds, periods } = toMetricsInsights(monitor);
  return new CfnAlarm(scope, monitor.id, {
    alarmName: monitorAlarmName(platform, monitor.id),
    alarmDescription: `${describeMonitor(monitor)} ${runbookLine('a-monitor-of-the-estate')}`,
    metrics: [{ id: 'resources', expression, period: periodSeconds, returnData: true }],
    comparisonOperator: comparison,
    threshold,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    // A resource that is gone is no reason to wake anybody.
    treatMissingData: 'notBreaching',
  });
}

/** State changes of each resource that the monitors' alarms watch: an alarm's own would say the same once more. */
export function monitorEvents(platform: ResolvedPlatform): Readonly<Record<string, unknown>> {
  return {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm Contributor State Change'],
    detail: { alarmName: [{ prefix: monitorAlarmName(platform, '') }] },
  };
}
