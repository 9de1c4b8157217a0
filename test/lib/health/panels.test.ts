import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isTold } from '../../../lib/health/panel';
import { PANELS } from '../../../lib/health/panels';
import { METRICS, type MetricDefinition } from '../../../lib/telemetry';
import { type Told, toldBy } from './told';

const HANDLERS = readdirSync(join(__dirname, '../../../functions/aws')).map((file) =>
  file.replace('.ts', ''),
);

const series = PANELS.flatMap((panel) =>
  panel.series.filter(isTold).map((one) => ({ panel: panel.title, ...one })),
);
const told = new Map<string, readonly Told[]>();

beforeAll(async () => {
  for (const handler of HANDLERS) {
    told.set(handler, await toldBy(handler));
  }
});

describe('panels of the platform’s health', () => {
  it.each(series)('$panel: $metric of $handler is told by that handler', ({ metric, handler, of }) => {
    expect(told.get(handler)).toContainEqual(
      of === undefined ? expect.objectContaining({ metric }) : { metric, of },
    );
  });

  it('show whatever a handler tells', () => {
    const shown = (handler: string, { metric, of }: Told) =>
      series.some(
        (one) => one.handler === handler && one.metric === metric && (one.of === undefined || one.of === of),
      );
    const hidden = [...told].flatMap(([handler, calls]) =>
      calls.filter((one) => !shown(handler, one)).map(({ metric }) => `${metric} of ${handler}`),
    );

    expect(hidden).toEqual([]);
  });

  it('are of metrics that some handler tells, all of them', () => {
    const names = new Set([...told.values()].flat().map(({ metric }) => metric));

    expect([...names].sort()).toEqual(Object.keys(METRICS).sort());
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
