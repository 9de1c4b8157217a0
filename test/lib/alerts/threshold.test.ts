import fc from 'fast-check';
import { crosses } from '../../../lib/alerts/threshold';

test.each<[string, number[], number[], number, boolean]>([
  ['too few', [], [1, 2], 3, false],
  ['enough in the window', [], [1, 2, 3], 3, true],
  ['a burst across the border', [-3, -2], [1], 3, true],
  ['as many, but too far apart', [-9, -9], [1], 3, false],
  ['exactly a window apart: the older one is out', [-9], [1], 2, false],
  ['enough before the border alone: that window’s alert', [-3, -2, -1], [9], 3, false],
  ['nothing of its own', [-1, -1, -1], [], 3, false],
])('%s', (_, before, own, threshold, expected) => {
  expect(crosses(before, own, threshold, 10)).toBe(expected);
});

test('agrees with counting back from every finding, in any order', () => {
  const times = (min: number, max: number) => fc.array(fc.integer({ min, max }), { maxLength: 12 });
  fc.assert(
    fc.property(times(-10, -1), times(0, 9), fc.integer({ min: 1, max: 8 }), (before, own, threshold) => {
      const all = [...before, ...own];
      const expected = own.some(
        (now) => all.filter((time) => time <= now && time > now - 10).length >= threshold,
      );

      expect(crosses(before, own, threshold, 10)).toBe(expected);
    }),
  );
});
