import { toMetricsInsights } from '../../monitors/compile/metrics-insights';
import { describeMonitor } from '../../monitors/describe';
import { type Finding, show } from '../problem';
import { readMonitor } from '../read-monitor';
import type { Check } from './check';

/** Bytes that all alarms together may take: what a stack set's template leaves beside its other parts. */
const MOST_BYTES = 46_000;
/** Bytes of an alarm in a template beside its own words, with the longest names. */
const ALARM_BYTES = 720;

/**
 * Every monitor can be read and is named once, for its name is its alarm's; together they fit the template that goes
 * into every account.
 */
export const checkMonitors: Check = ({ monitors = [] }) => {
  const first = new Map<string, number>();
  let bytes = 0;
  const problems = monitors.flatMap((config, index): Finding[] => {
    const { id } = config;
    const read = readMonitor(config);
    const before = first.get(id);
    first.set(id, before ?? index);
    if (read.ok) {
      const words = toMetricsInsights(read.value).expression + describeMonitor(read.value);
      bytes += Buffer.byteLength(JSON.stringify(words)) + ALARM_BYTES;
    }
    const wrong = read.ok ? [] : read.problem;
    return [
      ...wrong.map(({ path, message }) => ({ path: ['monitors', index, ...path], message })),
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
  return bytes <= MOST_BYTES
    ? problems
    : [
        ...problems,
        {
          path: ['monitors'],
          message: `take ${bytes} bytes of the template for every account, above ${MOST_BYTES}: use fewer, or shorter words and tags`,
        },
      ];
};
