import type { ResolvedRetention } from '../config/resolved';
import { AWS_PRICES } from './aws-prices';
import type { Amount } from './restore-cost';

/** Ages in days at which a tier ends; what has no end is reckoned up to the end of the cold tier. */
export type Tiers = Pick<ResolvedRetention, 'hotDays' | 'warmDays' | 'coldDays' | 'totalDays'>;

/** Below it S3 moves no object to another class unless it is told to. */
const LEAST_MOVED = 128 * 1024;
/** Days without a reader after which Intelligent-Tiering asks less, and least. */
const SELDOM_DAYS = 30;
const RARELY_DAYS = 90;
const DAYS_A_MONTH = 365 / 12;
const GB = 1e9;

const { s3 } = AWS_PRICES;

/** USD for a month in which nothing has been moved yet. */
export function monthUsd(bytes: number): number {
  return (bytes / GB) * s3.standard;
}

/** Days that storage is reckoned for. */
export function keptDays({ coldDays, totalDays }: Tiers): number {
  return totalDays ?? coldDays;
}

/** USD for raw objects of alike size, from the day they come until they end; nobody has them brought back. */
export function rawUsd({ bytes, objects }: Amount, tiers: Tiers): number {
  const months = monthsWithin(tiers);
  const { hotDays, warmDays, coldDays } = tiers;
  if (bytes < objects * LEAST_MOVED) {
    return monthUsd(bytes) * months(0, Number.POSITIVE_INFINITY);
  }
  const deep = months(coldDays, Number.POSITIVE_INFINITY);
  const gb =
    s3.standard * months(0, hotDays) +
    s3.infrequentAccess * months(hotDays, warmDays) +
    s3.glacierFlexible * months(warmDays, coldDays) +
    s3.deepArchive * deep;
  const moved =
    s3.transitionToInfrequentAccess + s3.transitionToGlacier + (deep > 0 ? s3.transitionToDeepArchive : 0);
  return (bytes / GB) * gb + objects * moved;
}

/** USD for files of the lake of alike size, until they end: hot, then in Intelligent-Tiering, where nobody reads them. */
export function lakeUsd({ bytes, objects }: Amount, tiers: Tiers): number {
  const months = monthsWithin(tiers);
  const { hotDays } = tiers;
  const always = Number.POSITIVE_INFINITY;
  if (bytes < objects * LEAST_MOVED) {
    return monthUsd(bytes) * months(0, always);
  }
  const gb =
    s3.standard * months(0, hotDays + SELDOM_DAYS) +
    s3.infrequentAccess * months(hotDays + SELDOM_DAYS, hotDays + RARELY_DAYS) +
    s3.archiveInstant * months(hotDays + RARELY_DAYS, always);
  const watched = s3.transitionToIntelligentTiering + s3.monitoredObject * months(hotDays, always);
  return (bytes / GB) * gb + objects * watched;
}

/** Months between two ages in days, as far as anything is kept. */
function monthsWithin(tiers: Tiers): (from: number, to: number) => number {
  const end = keptDays(tiers);
  return (from, to) => Math.max(0, Math.min(to, end) - from) / DAYS_A_MONTH;
}
