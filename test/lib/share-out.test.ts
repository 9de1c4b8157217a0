import * as fc from 'fast-check';
import { shareOut } from '../../lib/share-out';

describe('sharing out a whole', () => {
  it('gives whole parts that add up to it, each less than one beside its due', () => {
    const weights = fc.array(fc.nat(2 ** 40), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(2 ** 40), weights, (total, given) => {
        const parts = shareOut(total, given);

        const whole = given.reduce((sum, weight) => sum + weight, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const due = whole === 0 ? total / given.length : (total * (given[index] ?? 0)) / whole;
          expect(Number.isInteger(part) && part >= 0).toBe(true);
          expect(Math.abs(part - due)).toBeLessThan(1.001);
        }
      }),
    );
  });

  it('leaves nothing to one that weighs nothing beside others, whatever is left over', () => {
    expect(shareOut(100, [1, 0, 1, 1])).toEqual([33, 0, 33, 34]);
  });

  it.each([
    ['nothing', 0, [3, 4], [0, 0]],
    ['among such as weigh nothing, alike', 5, [0, 0], [2, 3]],
    ['to nobody', 5, [], []],
    [
      'the largest that a number holds exactly',
      Number.MAX_SAFE_INTEGER,
      [1, 0],
      [Number.MAX_SAFE_INTEGER, 0],
    ],
  ])('shares out %s', (_, total, weights, parts) => {
    expect(shareOut(total, weights)).toEqual(parts);
  });
});
