import { keptDays, lakeUsd, monthUsd, rawUsd } from '../../../lib/cost/storage-cost';

const TIERS = { hotDays: 30, warmDays: 365, coldDays: 2555 };
const GB = 1e9;
const MONTH = 365 / 12;
/** A GB in objects of 10 MB. */
const LARGE = { bytes: GB, objects: 100 };
const SMALL = { bytes: GB, objects: 10_000 };

describe('what storage costs', () => {
  it('is, for raw objects, what each class asks for its time, and what moving them costs', () => {
    const gb = (0.023 * 30 + 0.0125 * 335 + 0.0036 * 2190) / MONTH;

    expect(rawUsd(LARGE, TIERS)).toBeCloseTo(gb + 100 * (0.01 + 0.03) * 1e-3, 9);
  });

  it('goes on in Deep Archive up to the end', () => {
    const longer = { ...TIERS, totalDays: 3650 };

    expect(rawUsd(LARGE, longer) - rawUsd(LARGE, TIERS)).toBeCloseTo(
      (0.00099 * 1095) / MONTH + 100 * 0.05e-3,
      9,
    );
    expect([keptDays(TIERS), keptDays(longer)]).toEqual([2555, 3650]);
  });

  it('is, for the lake, what Intelligent-Tiering asks where nobody reads', () => {
    const gb = (0.023 * 60 + 0.0125 * 60 + 0.004 * (2555 - 120)) / MONTH;
    const watched = 100 * (0.01e-3 + (0.0025e-3 * (2555 - 30)) / MONTH);

    expect(lakeUsd(LARGE, TIERS)).toBeCloseTo(gb + watched, 9);
  });

  it.each([
    ['raw', rawUsd],
    ['lake', lakeUsd],
  ])('stays dear for objects of %s that are too small to be moved', (_, usd) => {
    expect(usd(SMALL, TIERS)).toBeCloseTo((0.023 * 2555) / MONTH, 9);
    expect(usd({ bytes: 0, objects: 0 }, TIERS)).toBe(0);
  });

  it('ends with a short retention', () => {
    const short = { hotDays: 30, warmDays: 60, coldDays: 90 };

    expect(lakeUsd(LARGE, short)).toBeCloseTo(
      (0.023 * 60 + 0.0125 * 30) / MONTH + 100 * (0.01e-3 + (0.0025e-3 * 60) / MONTH),
      9,
    );
    expect(monthUsd(GB)).toBeCloseTo(0.023, 9);
  });
});
