import * as fc from 'fast-check';
import { batchesUsd, computeUsd, objectsUsd } from '../../../lib/cost/ingest-cost';
import { ledgerCost, sumCosts, usdOf } from '../../../lib/cost/ledger-cost';
import { lakeUsd, monthUsd, rawUsd } from '../../../lib/cost/storage-cost';
import type { LedgerLine } from '../../../lib/lake/ledger';

const TIERS = { hotDays: 30, warmDays: 365, coldDays: 2555 };
const NOTHING = { written: 0, skipped: 0, collected: 0, quarantined: 0, events: 0, unmeasured: 0 };

function line(source: string, account: string, more: Partial<LedgerLine> = {}): LedgerLine {
  const counts = { received: 10, objects: 1, textBytes: 0, storedBytes: 0, lakeBytes: 0 };
  return { ...NOTHING, ...counts, source, account, ...more };
}

const lines = fc.uniqueArray(
  fc.record({
    source: fc.constantFrom('aws-cloudtrail', 'aws-vpc-flow', 'gcp-audit'),
    account: fc.constantFrom('-', '1', '2', '3'),
    textBytes: fc.nat(1e13),
    storedBytes: fc.nat(1e12),
    lakeBytes: fc.nat(1e12),
    objects: fc.nat(1e9).map((parts) => parts / 1e3),
  }),
  { selector: ({ source, account }) => `${source} ${account}`, minLength: 1 },
);

describe('the ledger in dollars', () => {
  it('is the same sum by line, source and account, to the last digit', () => {
    fc.assert(
      fc.property(lines, fc.nat(1e7), fc.nat(1e8), (volumes, batches, files) => {
        const given = volumes.map(({ source, account, ...more }) => line(source, account, more));
        const costs = ledgerCost({ lines: given, batches, files }, TIERS);

        const [total] = sumCosts(costs, () => 'total');
        for (const key of ['source', 'account'] as const) {
          const sums = sumCosts(costs, (one) => one[key]);
          for (const figure of ['ingest', 'month', 'retention'] as const) {
            const sum = sums.reduce((all, one) => all + one[figure], 0);
            expect(sum).toBe(total?.[figure]);
            expect(Number.isInteger(sum)).toBe(true);
          }
        }
      }),
    );
  });

  it('leaves nothing out of what the whole costs', () => {
    fc.assert(
      fc.property(lines, fc.nat(1e7), fc.nat(1e8), (volumes, batches, files) => {
        const given = volumes.map(({ source, account, ...more }) => line(source, account, more));

        const [total] = sumCosts(ledgerCost({ lines: given, batches, files }, TIERS), () => 'total');

        const sum = (of: (one: LedgerLine) => number) => given.reduce((all, one) => all + of(one), 0);
        const ingest =
          sum(({ textBytes }) => computeUsd(textBytes)) +
          sum(({ objects }) => objectsUsd(objects)) +
          batchesUsd(batches, files);
        // Half a billionth a line, and what floating point cannot hold of a large sum.
        expect(Math.abs(usdOf(total?.ingest ?? 0) - ingest)).toBeLessThan(1e-7 + ingest * 1e-12);
        const stored = sum(({ storedBytes, lakeBytes }) => storedBytes + lakeBytes);
        expect(usdOf(total?.month ?? 0)).toBeCloseTo(monthUsd(stored), 6);
      }),
    );
  });

  it('is, for one line, all that there is', () => {
    const tb = line('aws-cloudtrail', '1', {
      textBytes: 1e12,
      storedBytes: 1e11,
      lakeBytes: 1.5e11,
      objects: 1e6,
    });

    const [cost] = ledgerCost({ lines: [tb], batches: 4000, files: 24_000 }, TIERS);

    expect(usdOf(cost?.ingest ?? 0)).toBeCloseTo(
      computeUsd(1e12) + objectsUsd(1e6) + batchesUsd(4000, 24_000),
      8,
    );
    expect(usdOf(cost?.month ?? 0)).toBeCloseTo(250 * 0.023, 8);
    expect(usdOf(cost?.retention ?? 0)).toBeCloseTo(
      rawUsd({ bytes: 1e11, objects: 1e6 }, TIERS) + lakeUsd({ bytes: 1.5e11, objects: 24_000 }, TIERS),
      8,
    );
  });

  it('is nothing for a ledger without lines', () => {
    expect(ledgerCost({ lines: [], batches: 0, files: 0 }, TIERS)).toEqual([]);
  });
});
