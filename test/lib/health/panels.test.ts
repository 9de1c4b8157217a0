import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PANELS } from '../../../lib/health/panels';
import { METRICS, type MetricDefinition } from '../../../lib/telemetry';

const ROOT = join(__dirname, '..', '..', '..');
const HANDLERS = join(ROOT, 'functions', 'aws');
const ADAPTERS = join(ROOT, 'lib', 'targets', 'aws');

/** What is told by a handler itself, or by what opens its parts. */
const tells = (handler: string) =>
  [
    readFileSync(join(HANDLERS, `${handler}.ts`), 'utf8'),
    ...readdirSync(ADAPTERS).map((name) => readFileSync(join(ADAPTERS, name), 'utf8')),
  ].join('\n');

describe('panels of the platform’s health', () => {
  const series = PANELS.flatMap((panel) => panel.series.map((one) => ({ panel: panel.title, ...one })));

  it.each(series)('$panel: $metric of $handler is told by that handler', ({ metric, handler, of }) => {
    expect(existsSync(join(HANDLERS, `${handler}.ts`))).toBe(true);
    expect(tells(handler)).toMatch(new RegExp(`emit\\(\\s*'${metric}'`));
    if (of !== undefined) {
      expect(readFileSync(join(HANDLERS, `${handler}.ts`), 'utf8')).toMatch(
        new RegExp(`emit\\('${metric}',[^;]*'${of}'\\)`),
      );
    }
  });

  it('show every metric there is', () => {
    const shown = new Set(series.map(({ metric }) => metric));

    expect(Object.keys(METRICS).filter((name) => !shown.has(name as keyof typeof METRICS))).toEqual([]);
  });

  it('name a value of the dimension only where there is one, and say what to do', () => {
    for (const { metric, of } of series) {
      const { by }: MetricDefinition = METRICS[metric];
      expect(of === undefined || by !== undefined).toBe(true);
    }
    expect(PANELS.filter(({ about }) => about.length < 40)).toEqual([]);
    expect(new Set(PANELS.map(({ title }) => title)).size).toBe(PANELS.length);
  });
});
