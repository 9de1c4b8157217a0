import { LEVELS } from '../../../lib/sigma/rule';
import { isStreamed, speedOf, speedOfRule } from '../../../lib/sigma/speed';

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

describe('speedOfRule', () => {
  it('is what the rule says itself, and else follows from source and level', () => {
    const alert = {
      dedup: [],
      windowSeconds: 1,
      threshold: 1,
      runbook: '',
      owner: '',
      speed: 'batch',
    } as const;

    expect(speedOfRule({ alert, level: 'critical' }, 'critical')).toBe('batch');
    expect(speedOfRule({ level: 'critical' }, 'critical')).toBe('realtime');
  });
});

describe('isStreamed', () => {
  it.each([
    ['critical', true],
    ['important', true],
    ['normal', false],
  ] as const)('of a source that is %s: %s', (criticality, streamed) => {
    expect(isStreamed(criticality)).toBe(streamed);
  });
});
