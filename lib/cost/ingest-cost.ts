import type { ResolvedVolume } from '../config/resolved';
import { AWS_PRICES } from './aws-prices';

/** What was measured on a machine; the benchmark measures it. */
export interface Measured {
  /** MB of inflated logs a second that one core brings to Parquet. */
  readonly mbPerSecond: number;
  /** Bytes in the lake for a byte of inflated logs. */
  readonly lakeRatio: number;
}

/** USD for one TB of inflated logs on the way of the minutes: raw object, queue, function, lake. */
export interface IngestCost {
  readonly compute: number;
  readonly requests: number;
  /** Raw and lake, the month they arrive in. */
  readonly storageMonth: number;
  /** Raw and lake through the three tiers, until they end. */
  readonly storageYears: number;
}

const TB = 1e12;
/** Cloud logs, gzip. */
const COMPRESSION = 10;
/** Of a raw object: services write what five minutes of one account and region brought. */
const OBJECT_BYTES = 100_000;
/** Below it S3 moves no object to another class unless it is told to. */
const LEAST_MOVED = 128 * 1024;
/** Files of the lake that a batch writes: its events lie in a few hours and categories. */
const FILES = 6;
/** Plan, manifest, record of drives, commit, hits. */
const RECORDS = 5;
/** Lambda asks for ten messages at a time, and deletes as many. */
const MESSAGES_A_REQUEST = 10;
/** Lambda gives a core for this much memory. */
const CORE_GB = 1.769;
const DAYS_A_MONTH = 365 / 12;

/** What a platform of a size pays for a TB, by list prices: the assumptions are the constants above. */
export function ingestCost(
  { sizes }: Pick<ResolvedVolume, 'sizes'>,
  {
    hotDays,
    warmDays,
    coldDays,
  }: { readonly hotDays: number; readonly warmDays: number; readonly coldDays: number },
  { mbPerSecond, lakeRatio }: Measured,
): IngestCost {
  const { s3, lambda, sqs, eventBridge, dynamodb } = AWS_PRICES;
  const objects = TB / COMPRESSION / OBJECT_BYTES;
  const batches = TB / sizes.batchBytes;
  const files = batches * FILES;
  const perObject =
    eventBridge.optInEvent +
    sqs.request * (1 + 2 / MESSAGES_A_REQUEST) +
    s3.get +
    // The claim: asked for, and put.
    dynamodb.read +
    dynamodb.write;
  const perBatch = lambda.request + s3.put * (RECORDS + FILES) + s3.get * RECORDS;
  const months = [hotDays, warmDays - hotDays, coldDays - warmDays].map((days) => days / DAYS_A_MONTH);
  const tiered = (gb: number, count: number) => {
    const [hot = 0, warm = 0, cold = 0] = months;
    return (gb / count) * 1e9 < LEAST_MOVED
      ? gb * s3.standard * (hot + warm + cold)
      : gb * (s3.standard * hot + s3.infrequentAccess * warm + s3.glacierFlexible * cold) +
          count * (s3.transitionToInfrequentAccess + s3.transitionToGlacier);
  };
  const [rawGb, lakeGb] = [TB / COMPRESSION / 1e9, (TB * lakeRatio) / 1e9];
  return {
    compute: (TB / 1e6 / mbPerSecond) * CORE_GB * lambda.gbSecond,
    requests: objects * perObject + batches * perBatch,
    storageMonth: (rawGb + lakeGb) * s3.standard,
    storageYears: tiered(rawGb, objects) + tiered(lakeGb, files),
  };
}
