import type { PlatformConfig } from './schema/platform';
import type { VolumeTier } from './volume';

export interface ResolvedBatch {
  readonly usdPerDay: number;
  readonly historyDays: number;
  /** The most that Spark takes at once; absent: there is none. */
  readonly spark?: SparkCapacity;
}

export interface SparkCapacity {
  readonly vcpu: number;
  readonly memoryGb: number;
}

/**
 * At the high end of a tier flows make 10, 1,000 and 20,000 GB a day; the columns that questions read are about a
 * hundredth of it in Parquet, and rules of speed batch read a tenth, each once.
 */
const USD: Readonly<Record<VolumeTier, number>> = { startup: 1, midsize: 5, enterprise: 50 };

/** Workers of 4 vCPU and 16 GB: one reads about 100 GB in ten minutes. A driver is one of them. */
const SPARK: Readonly<Record<VolumeTier, SparkCapacity>> = {
  startup: { vcpu: 8, memoryGb: 32 },
  midsize: { vcpu: 16, memoryGb: 64 },
  enterprise: { vcpu: 64, memoryGb: 256 },
};

export function resolveBatch({ batch, volume }: PlatformConfig): ResolvedBatch {
  return {
    usdPerDay: batch.daily_cost_limit_usd ?? USD[volume],
    historyDays: batch.history_days,
    ...(batch.emr === 'create' ? { spark: SPARK[volume] } : {}),
  };
}
