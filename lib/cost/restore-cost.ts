import type { ArchiveClass, RetrievalTier } from '../ports/archive';
import { AWS_PRICES } from './aws-prices';

/**
 * USD a GB and a request, us-east-1, as published in November 2026, and how long it takes. Sources: Amazon S3 pricing,
 * requests and data retrievals; Amazon S3 User Guide, "Archive retrieval options".
 */
const RETRIEVAL: Readonly<
  Record<ArchiveClass, Readonly<Record<RetrievalTier, { gb: number; request: number; hours: string }>>>
> = {
  flexible: {
    bulk: { gb: 0, request: 0, hours: '5 to 12 hours' },
    standard: { gb: 0.01, request: 0.05 / 1000, hours: '3 to 5 hours' },
  },
  deep: {
    bulk: { gb: 0.0025, request: 0.025 / 1000, hours: 'up to 48 hours' },
    standard: { gb: 0.02, request: 0.1 / 1000, hours: 'up to 12 hours' },
  },
};
const DAYS_A_MONTH = 365 / 12;
const GB = 1e9;

export interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** USD for bringing archived objects back, and for keeping their copies for some days beside them. */
export function restoreCost(
  of: ArchiveClass,
  tier: RetrievalTier,
  { objects, bytes }: Amount,
  days: number,
): number {
  const { gb, request } = RETRIEVAL[of][tier];
  const copies = (AWS_PRICES.s3.standard * days) / DAYS_A_MONTH;
  return objects * request + (bytes / GB) * (gb + copies);
}

/** How long it typically takes until they can be read. */
export function restoreHours(of: ArchiveClass, tier: RetrievalTier): string {
  return RETRIEVAL[of][tier].hours;
}
