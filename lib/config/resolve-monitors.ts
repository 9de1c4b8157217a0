import { parseCondition } from '../monitors/condition';
import type { Monitor } from '../monitors/monitor';
import { present } from './present';
import type { PlatformConfig } from './schema/platform';

/** The monitors of a configuration that was checked: every condition can be read. */
export function resolveMonitors({ monitors }: PlatformConfig): Monitor[] {
  return monitors.flatMap(({ id, metric_filter, alert_rule, minutes, runbook }) => {
    const { resource_type, tags, condition } = metric_filter;
    const parsed = parseCondition(condition, resource_type);
    return parsed.ok
      ? [
          {
            id,
            resourceType: resource_type,
            tags,
            condition: parsed.value,
            minutes,
            rule: alert_rule,
            ...present({ runbook }),
          },
        ]
      : [];
  });
}
