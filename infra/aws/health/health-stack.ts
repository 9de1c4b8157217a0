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
import { isTold, type Panel, type PanelSeries } from '../../../lib/health/panel';
import { PANELS } from '../../../lib/health/panels';
import { runbookAnchor } from '../../../lib/health/runbooks';
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
  }
}

/** One series, or one for each resource or value of the metric's dimension, whatever there will be. */
function metricOf(platform: ResolvedPlatform, series: PanelSeries): IMetric {
  if (!isTold(series)) {
    const { namespace, metric, dimensions, statistic, named = [] } = series;
    // In quotes a name would have to be the whole; letters and digits of it are words apart.
    const words = [...(platform.name.match(/[a-z]+|\d+/g) ?? []), ...named].join(' ');
    return search([namespace, ...dimensions], `MetricName="${metric}" ${words}`, statistic);
  }
  const { metric, handler, statistic, of } = series;
  const { by }: MetricDefinition = METRICS[metric];
  if (by !== undefined && of === undefined) {
    const schema = [`"${platform.name}"`, 'service', by];
    return search(schema, `MetricName="${metric}" service="${handler}"`, statistic);
  }
  const shown = platformMetric({ platform, name: metric, handler, of, statistic, period: PERIOD });
  return shown instanceof Metric ? shown.with({ label: `${metric} of ${handler}` }) : shown;
}

/** Source: Amazon CloudWatch User Guide, "CloudWatch search expression syntax". */
function search(schema: readonly string[], terms: string, statistic: string): MathExpression {
  const expression = `SEARCH('{${schema.join(',')}} ${terms}', '${statistic}', ${PERIOD.toSeconds()})`;
  return new MathExpression({ expression, label: '', usingMetrics: {}, period: PERIOD });
}

function textOf(platform: ResolvedPlatform, panel: Panel): string {
  const { title, about, series } = panel;
  const functions = [...new Set(series.filter(isTold).map(({ handler }) => functionName(platform, handler)))];
  const watched =
    'unwatched' in panel
      ? `No alarm: ${panel.unwatched}`
      : `Runbooks: ${panel.runbooks.map(runbookAnchor).join(', ')}`;
  return [
    `### ${title}`,
    about,
    ...(functions.length === 0 ? [] : [`Told by ${functions.join(', ')}.`]),
    watched,
  ].join('\n\n');
}
