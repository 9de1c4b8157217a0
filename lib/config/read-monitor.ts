import { LONGEST_EXPRESSION, toMetricsInsights } from '../monitors/compile/metrics-insights';
import { parseCondition } from '../monitors/condition';
import { labelsOf, type Monitor } from '../monitors/monitor';
import { fail, ok, type Result } from '../result';
import { present } from './present';
import type { Finding } from './problem';
import type { PlatformConfig } from './schema/platform';

export type MonitorConfig = PlatformConfig['monitors'][number];

/** The monitor that a block of a configuration means, or what is wrong with it: paths are those within the block. */
export function readMonitor(config: MonitorConfig): Result<Monitor, readonly Finding[]> {
  const { id, metric_filter, alert_rule, minutes, runbook } = config;
  const { resource_type, metric: custom, tags, condition } = metric_filter;
  const wrongMetric = customProblem(config);
  const parsed = parseCondition(condition, resource_type);
  if (wrongMetric || !parsed.ok) {
    const wrongCondition = parsed.ok ? [] : [within(['condition'], parsed.problem)];
    return fail([...(wrongMetric ? [wrongMetric] : []), ...wrongCondition]);
  }
  const monitor: Monitor = {
    id,
    resourceType: resource_type,
    tags,
    condition: parsed.value,
    minutes,
    rule: alert_rule,
    ...present({ custom, runbook }),
  };
  const problems = [...labelProblems(monitor), ...lengthProblems(monitor)];
  return problems.length > 0 ? fail(problems) : ok(monitor);
}

function customProblem({ metric_filter: { resource_type, metric } }: MonitorConfig): Finding | undefined {
  if (resource_type === 'custom_metric') {
    return metric ? undefined : within(['metric'], 'is required of a custom_metric: its namespace and name');
  }
  return metric && within(['metric'], `is for resource_type custom_metric alone, not ${resource_type}`);
}

function labelProblems(monitor: Monitor): Finding[] {
  const labels = labelsOf(monitor);
  const { resourceType, condition, custom, tags } = monitor;
  const of = custom === undefined ? `${condition.metric} of ${resourceType}` : custom.name;
  return Object.keys(labels === undefined ? {} : tags)
    .filter((key) => !labels?.includes(key))
    .map((key) => within(['tags', key], `is no label of ${of}; known: ${labels?.join(', ')}`));
}

function lengthProblems(monitor: Monitor): Finding[] {
  const { length } = toMetricsInsights(monitor).expression;
  return length <= LONGEST_EXPRESSION
    ? []
    : [
        within(
          ['tags'],
          `make a query of ${length} characters, above the ${LONGEST_EXPRESSION} of an alarm: name fewer`,
        ),
      ];
}

function within(path: readonly string[], message: string): Finding {
  return { path: ['metric_filter', ...path], message };
}
