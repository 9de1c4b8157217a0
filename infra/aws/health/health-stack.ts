import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { PANELS, type Panel, type PanelSeries } from '../../../lib/health/panels';
import { METRICS, type MetricDefinition } from '../../../lib/telemetry';
import { dashboardName, functionName } from '../../policy/names';
import { platformMetric } from '../constructs/platform-alarm';
import { type PlatformProps, PlatformStack } from '../platform-stack';

const PERIOD = Duration.minutes(5);
const WIDTH = 12;
const HEIGHT = 6;

/** The platform's own health at a glance: one dashboard, of the panels that lib/health lists. */
export class HealthStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'health',
      account: aws.securityAccount,
      description: "dashboard of the platform's own health",
    });
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: dashboardName(platform),
      defaultInterval: Duration.days(1),
    });
    for (const panel of PANELS) {
      dashboard.addWidgets(
        new GraphWidget({
          title: panel.title,
          width: WIDTH,
          height: HEIGHT,
          left: panel.series.map((series) => metricOf(platform, series)),
          leftYAxis: { min: 0, showUnits: false },
        }),
        new TextWidget({ markdown: textOf(platform, panel), width: WIDTH, height: HEIGHT }),
      );
    }
    dashboard.addWidgets(this.waiting(platform), this.errors(platform));
  }

  /** What waits: raw objects, and whatever nobody could do. */
  private waiting({ name }: ResolvedPlatform): GraphWidget {
    return new GraphWidget({
      title: 'Messages that wait, dead letters among them',
      width: WIDTH,
      height: HEIGHT,
      left: [
        search(
          `SEARCH('{AWS/SQS,QueueName} MetricName="ApproximateNumberOfMessagesVisible" ${name}', 'Maximum', 300)`,
        ),
      ],
    });
  }

  private errors({ name }: ResolvedPlatform): GraphWidget {
    return new GraphWidget({
      title: 'Runs of functions that failed',
      width: WIDTH,
      height: HEIGHT,
      left: [search(`SEARCH('{AWS/Lambda,FunctionName} MetricName="Errors" ${name}', 'Sum', 300)`)],
    });
  }
}

/** One series, or one for each value of the metric's dimension, whatever values there will be. */
function metricOf(platform: ResolvedPlatform, { metric, handler, statistic, of }: PanelSeries): IMetric {
  const { by }: MetricDefinition = METRICS[metric];
  if (by !== undefined && of === undefined) {
    return search(
      `SEARCH('{${platform.name},service,${by}} MetricName="${metric}" service="${handler}"', '${statistic}', 300)`,
    );
  }
  const shown = platformMetric({ platform, name: metric, handler, of, statistic, period: PERIOD });
  return shown instanceof Metric ? shown.with({ label: `${metric} of ${handler}` }) : shown;
}

function search(expression: string): MathExpression {
  return new MathExpression({ expression, label: '', usingMetrics: {}, period: PERIOD });
}

function textOf(platform: ResolvedPlatform, { title, about, series }: Panel): string {
  const functions = [...new Set(series.map(({ handler }) => functionName(platform, handler)))];
  return `### ${title}\n${about}\n\nTold by ${functions.join(', ')}.`;
}
