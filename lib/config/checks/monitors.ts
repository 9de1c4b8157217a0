import { parseCondition } from '../../monitors/condition';
import { labelsOf } from '../../monitors/resource-types';
import { type Finding, show } from '../problem';
import type { Check } from './check';

/** Conditions can be read, and every monitor is named once: its name is that of its alarm. */
export const checkMonitors: Check = ({ monitors = [] }) => {
  const first = new Map<string, number>();
  return monitors.flatMap(({ id, metric_filter }, index): Finding[] => {
    const { condition, resource_type, tags } = metric_filter;
    const labels = labelsOf(resource_type);
    const parsed = parseCondition(condition, resource_type);
    const before = first.get(id);
    first.set(id, before ?? index);
    return [
      ...(parsed.ok
        ? []
        : [{ path: ['monitors', index, 'metric_filter', 'condition'], message: parsed.problem }]),
      ...Object.keys(labels === undefined ? {} : tags)
        .filter((key) => !labels?.includes(key))
        .map((key) => ({
          path: ['monitors', index, 'metric_filter', 'tags', key],
          message: `is no label of ${resource_type}; known: ${labels?.join(', ')}`,
        })),
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
