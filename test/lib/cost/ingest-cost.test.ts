import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizesFor } from '../../../lib/config/sizes';
import { VOLUME_FIGURES } from '../../../lib/config/volume';
import { ingestCost, MEASURED as SHIPPED } from '../../../lib/cost/ingest-cost';

const SEVEN_YEARS = { hotDays: 30, warmDays: 365, coldDays: 2555 };
const MEASURED = { mbPerSecond: 50, lakeRatio: 0.08 };
const cost = (tier: keyof typeof VOLUME_FIGURES, measured = MEASURED) =>
  ingestCost({ sizes: sizesFor(VOLUME_FIGURES[tier]) }, SEVEN_YEARS, measured);

describe('what a TB of logs costs', () => {
  it('is, for compute, the core-seconds it takes', () => {
    // A TB at 50 MB/s: 20,000 seconds of a core, which comes with 1.769 GB.
    expect(cost('enterprise').compute).toBeCloseTo(20_000 * 1.769 * 0.0000133334, 6);
    expect(cost('enterprise', { ...MEASURED, mbPerSecond: 25 }).compute).toBeCloseTo(
      2 * cost('enterprise').compute,
      6,
    );
  });

  it('is, for requests, a million objects’ and those of batches, which are fewer the larger they are', () => {
    const { requests } = cost('enterprise');
    const objects = 1 + 0.48 + 0.4 + 0.125 + 0.625;
    // Eleven puts and five gets each.
    const batches = 1e12 / sizesFor(VOLUME_FIGURES.enterprise).batchBytes;
    expect(requests).toBeCloseTo(objects + batches * (0.2e-6 + 11 * 5e-6 + 5 * 0.4e-6), 6);
    expect(cost('startup').requests).toBeGreaterThan(cost('midsize').requests);
  });

  it('is, for storage, that of raw and lake; raw objects are too small to be moved', () => {
    const { storageMonth, storageYears } = cost('midsize');

    expect(storageMonth).toBeCloseTo((100 + 80) * 0.023, 6);
    expect(storageYears).toBeGreaterThan(100 * 0.023 * 84);
    expect(storageYears).toBeLessThan(180 * 0.023 * 84);
  });

  it('is reckoned with what the benchmark measured', () => {
    const results = readFileSync(join(__dirname, '..', '..', 'bench', 'RESULTS.md'), 'utf8');

    const [, mbPerSecond] = /Measured: (\d+) MB\/s/.exec(results) ?? [];
    const [, ofHundred] = /([\d.]+) bytes of Parquet for 100 of logs/.exec(results) ?? [];
    expect(SHIPPED.mbPerSecond).toBe(Number(mbPerSecond));
    expect(SHIPPED.lakeRatio).toBeCloseTo(Number(ofHundred) / 100, 6);
  });
});
