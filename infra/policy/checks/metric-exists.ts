import { isTold } from '../../../lib/health/panel';
import { PANELS } from '../../../lib/health/panels';
import { METRICS, type MetricDefinition, type MetricName } from '../../../lib/telemetry';
import { AWS_METRICS } from '../aws-metrics';
import { type Series, seriesOfAlarm, seriesOfDashboard } from '../metrics';
import { resourcesOf, type StackTemplate } from '../template';
import { type TemplateCheck, violation } from './check';

/** A wrong name is no error to CloudWatch: the alarm just never sounds. */
export const metricExists: TemplateCheck = {
  id: 'metric-exists',
  title: 'Alarms and dashboards look at metrics that somebody publishes',
  controls: ['AU-5', 'SI-4'],
  check: (stack) => [
    ...resourcesOf(stack, 'AWS::CloudWatch::Alarm').flatMap((alarm) =>
      seriesOfAlarm(alarm).flatMap((series) => found(stack, alarm, series)),
    ),
    ...resourcesOf(stack, 'AWS::CloudWatch::Dashboard').flatMap((dashboard) =>
      seriesOfDashboard(dashboard).flatMap((series) => found(stack, dashboard, series)),
    ),
  ],
};

function found(stack: StackTemplate, resource: Parameters<typeof violation>[0], series: Series) {
  const problem = series.namespace.startsWith('AWS/') ? unpublished(series) : untold(stack, series);
  const { namespace, metric, dimensions } = series;
  const looked = `${namespace} ${metric} by ${Object.keys(dimensions).sort().join(', ') || 'nothing'}`;
  return problem === undefined ? [] : [violation(resource, `looks at ${looked}, ${problem}`, metric)];
}

/** What is wrong with a series of a service of AWS; undefined when nothing is. */
function unpublished({ namespace, metric, dimensions }: Series): string | undefined {
  const known = AWS_METRICS[namespace];
  const named = Object.keys(dimensions).sort().join();
  return known?.metrics.includes(metric) && known.dimensions.some((one) => [...one].sort().join() === named)
    ? undefined
    : 'which infra/policy/aws-metrics.ts does not know: correct it, or add it from the guide of the service';
}

/** What is wrong with a series of the platform's own; undefined when nothing is. */
function untold({ stack }: StackTemplate, { namespace, metric, dimensions }: Series): string | undefined {
  if (!stack.startsWith(`${namespace}-aws-`)) {
    return `a namespace of neither AWS nor this platform, which are "AWS/…" and what stack ${stack} begins with`;
  }
  if (!Object.hasOwn(METRICS, metric)) {
    return `which lib/telemetry.ts does not declare: it has ${Object.keys(METRICS).join(', ')}`;
  }
  const { by = '' }: MetricDefinition = METRICS[metric as MetricName];
  const { service = 'none', ...others } = dimensions;
  if (Object.keys(others).join() !== by) {
    return `but it is told by service${by === '' ? '' : ` and ${by}`}`;
  }
  const told = PANELS.flatMap((panel) => panel.series).filter((one) => one.metric === metric);
  const value = others[by];
  return told.some(
    (one) =>
      isTold(one) &&
      one.handler === service &&
      (one.of === undefined || value === undefined || one.of === value),
  )
    ? undefined
    : `of ${[service, value ?? []].flat().join(' and ')}, which no panel of lib/health/panels.ts shows: a handler has to tell it`;
}
