import type { OcsfEvent } from '../../../lib/ocsf/event';
import { anEvent } from '../lake/table/rows';

const TODAY = Date.parse('2024-08-12T08:00:00Z');
const DAY = 86_400_000;

interface Figures {
  readonly durationMs?: number;
  readonly initDurationMs?: number;
  readonly maxMemoryUsedMB?: number;
  readonly memorySizeMB?: number;
}

let serial = 0;

const report = (name: string, environment: string, time: number, metrics: Figures, failed = false) =>
  anEvent({
    time,
    class_uid: failed ? 6008 : 6002,
    metadata: {
      version: '1.5.0',
      uid: `report-${++serial}`,
      product: { name: 'Lambda', vendor_name: 'AWS' },
      event_code: 'platform.report',
    },
    actor: undefined,
    src_endpoint: undefined,
    app: failed ? undefined : { name },
    unmapped: {
      logStream: `2024/08/12/[7]${environment}`,
      metrics: { durationMs: 100, memorySizeMB: 512, ...metrics },
      ...(failed ? { functionName: name } : {}),
    },
  });

interface Circumstances {
  readonly environment: string;
  readonly start: number;
  readonly failed: (index: number) => boolean;
}

const executions = (
  name: string,
  count: number,
  figures: (index: number) => Figures,
  { environment = 'a', start = TODAY, failed = () => false }: Partial<Circumstances> = {},
): OcsfEvent[] =>
  Array.from({ length: count }, (_, index) =>
    report(name, environment, start + index * 20_000, figures(index), failed(index)),
  );

/** The most that was ever used, as Lambda reports it. */
const ever = (used: (index: number) => number) => (index: number) => ({
  maxMemoryUsedMB: Math.max(...Array.from({ length: index + 1 }, (_, at) => Math.round(used(at)))),
});
/** Between -1 and 1, the same every time. */
const noise = (index: number) => Math.sin(index * 12.9898);

/** A day of functions' reports, and the one before: those that something is wrong with, and those that only look so. */
export function functionDays(): readonly OcsfEvent[] {
  return [
    // Memory.
    ...executions(
      'leaks',
      120,
      ever((index) => 100 + 2 * index + 5 * noise(index)),
    ),
    ...executions(
      'leaks',
      60,
      ever((index) => 90 + index),
      { environment: 'b', start: TODAY + 1000 },
    ),
    ...executions(
      'leaks-and-fails',
      80,
      ever((index) => 100 + 3 * index),
      { failed: (index) => index > 70 },
    ),
    ...executions(
      'warms-up',
      200,
      ever((index) => 300 - 200 * Math.exp(-index / 30)),
    ),
    ...executions(
      'fills-a-cache',
      200,
      ever((index) => 300 - 200 * Math.exp(-index / 80)),
    ),
    ...executions(
      'is-steady',
      200,
      ever((index) => 120 + 10 * noise(index)),
    ),
    ...executions(
      'had-one-large-input',
      200,
      ever((index) => (index === 150 ? 400 : 120)),
    ),
    ...executions(
      'is-too-new',
      30,
      ever((index) => 100 + 10 * index),
    ),
    // Cold starts.
    ...executions('dies', 1200, (index) => (index % 4 === 0 ? { initDurationMs: 800 + (index % 7) } : {})),
    ...executions('is-warm', 1200, (index) => (index % 40 === 0 ? { initDurationMs: 800 } : {})),
    ...executions('is-seldom', 20, () => ({ initDurationMs: 800 })),
    // Duration.
    ...executions('slowed', 600, () => ({ durationMs: 200 }), { start: TODAY - DAY }),
    ...executions('slowed', 600, (index) => ({ durationMs: 500 + (index === 300 ? 9000 : 0) })),
    ...executions('slowed-a-little', 600, () => ({ durationMs: 200 }), { start: TODAY - DAY }),
    ...executions('slowed-a-little', 600, () => ({ durationMs: 350 })),
    ...executions('is-quick', 600, () => ({ durationMs: 2 }), { start: TODAY - DAY }),
    ...executions('is-quick', 600, () => ({ durationMs: 20 })),
    ...executions('is-new', 600, () => ({ durationMs: 5000 })),
  ];
}

/** What is wrong with which function. */
export const FOUND_IN_FUNCTIONS = [
  'function-cold-starts dies',
  'function-memory-growth leaks',
  'function-memory-growth leaks-and-fails',
  'function-slower slowed',
];
