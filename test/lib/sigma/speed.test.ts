import { LEVELS } from '../../../lib/sigma/rule';
import { speedOf } from '../../../lib/sigma/speed';

describe('speedOf', () => {
  it.each([
    ['critical', 'high', 'realtime'],
    ['critical', 'medium', 'near-realtime'],
    ['important', 'medium', 'near-realtime'],
    ['normal', 'high', 'near-realtime'],
    ['normal', 'low', 'batch'],
  ] as const)('takes a %s source and a %s rule to %s', (criticality, level, speed) => {
    expect(speedOf(criticality, level)).toBe(speed);
  });

  it('never makes a more severe rule or a more critical source slower', () => {
    const order = ['batch', 'near-realtime', 'realtime'];
    const rank = (criticality: 'normal' | 'important' | 'critical', at: number) =>
      order.indexOf(speedOf(criticality, LEVELS[at] ?? 'low'));

    for (let at = 1; at < LEVELS.length; at++) {
      for (const criticality of ['normal', 'important', 'critical'] as const) {
        expect(rank(criticality, at)).toBeGreaterThanOrEqual(rank(criticality, at - 1));
      }
      expect(rank('important', at)).toBeGreaterThanOrEqual(rank('normal', at));
      expect(rank('critical', at)).toBeGreaterThanOrEqual(rank('important', at));
    }
  });
});
