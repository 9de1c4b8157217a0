import { sizesFor } from '../../lib/config/sizes';
import { VOLUME_FIGURES, type VolumeTier } from '../../lib/config/volume';
import { AWS_PRICES } from '../../lib/cost/aws-prices';
import { ingestCost, type Measured } from '../../lib/cost/ingest-cost';
import { markdown } from './measure';

/** The shipped example's: 30 days, a year, seven years. */
const RETENTION = { hotDays: 30, warmDays: 365, coldDays: 2555 };

/** What a TB of inflated logs costs in each tier at the speed that was measured. */
export function reportCost(measured: Measured): string {
  const rows = (Object.keys(VOLUME_FIGURES) as VolumeTier[]).map((tier) => {
    const figures = VOLUME_FIGURES[tier];
    const cost = ingestCost({ sizes: sizesFor(figures) }, RETENTION, measured);
    const tbPerDay = figures.gbPerDay.total.high / 1000;
    return [
      `${tier}, ${figures.gbPerDay.total.high.toLocaleString('en-US')} GB a day`,
      ...[cost.compute, cost.requests, cost.storageMonth, cost.storageYears].map((usd) => usd.toFixed(2)),
      ((cost.compute + cost.requests) * tbPerDay).toFixed(2),
    ];
  });
  const heads = [
    'USD a TB',
    'compute',
    'requests',
    'storage, a month',
    'storage, seven years',
    'a day of work',
  ];
  return [
    markdown(heads, rows),
    '',
    `List prices of ${AWS_PRICES.region}, ${AWS_PRICES.asOf}; assumptions: the constants of lib/cost/ingest-cost.ts. Measured: ${measured.mbPerSecond.toFixed(0)} MB/s,`,
    `${(measured.lakeRatio * 100).toFixed(1)} bytes of Parquet for 100 of logs.`,
  ].join('\n');
}
