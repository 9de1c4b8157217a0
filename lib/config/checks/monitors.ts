import { parseCondition } from '../../monitors/condition';
import { type Finding, show } from '../problem';
import type { Check } from './check';

/** Conditions can be read, and every monitor is named once: its name is that of its alarm. */
export const checkMonitors: Check = ({ monitors = [] }) => {
  const first = new Map<string, number>();
  return monitors.flatMap(({ id, metric_filter }, index): Finding[] => {
    const { condition, resource_type } = metric_filter;
    const parsed = parseCondition(condition, resource_type);
    const before = first.get(id);
    first.set(id, before ?? index);
    return [
      ...(parsed.ok
        ? []
        : [{ path: ['monitors', index, 'metric_filter', 'condition'], message: parsed.problem }]),
      ...(before === undefined
        ? []
        : [
            {
              path: ['monitors', index, 'id'],
              message: `repeats ${show(id)} of monitors[${before}]: name each monitor once`,
            },
          ]),
    ];
  });
};
