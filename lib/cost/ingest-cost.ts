import type { ResolvedVolume } from '../config/resolved';
import { AWS_PRICES } from './aws-prices';
import { lakeUsd, monthUsd, rawUsd, type Tiers } from './storage-cost';

/** What was measured on a machine; the benchmark measures it. */
export interface Measured {
  /** MB of inflated logs a second that one core brings to Parquet. */
  readonly mbPerSecond: number;
  /** Bytes in the lake for a byte of inflated logs. */
  readonly lakeRatio: number;
}

/** As the benchmark of this release has it: see test/bench/RESULTS.md. */
export const MEASURED: Measured = { mbPerSecond: 48, lakeRatio: 0.149 };

/** USD for one TB of inflated logs on the way of the minutes: raw object, queue, function, lake. */
export interface IngestCost {
  readonly compute: number;
  readonly requests: number;
  /** Raw and lake, the month they arrive in. */
  readonly storageMonth: number;
  /** Raw and lake through their tiers, until they end. */
  readonly storageYears: number;
}

const TB = 1e12;
/** Cloud logs, gzip. */
const COMPRESSION = 10;
/** Of a raw object: services write what five minutes of one account and region brought. */
const OBJECT_BYTES = 100_000;
/** Files of the lake that a batch writes: its events lie in a few hours and categories. */
const FILES = 6;
/** Plan, manifest, record of drives, commit, hits. */
const RECORDS = 5;
/** Lambda asks for ten messages at a time, and deletes as many. */
const MESSAGES_A_REQUEST = 10;
/** Lambda gives a core for this much memory. */
const CORE_GB = 1.769;

const { s3, lambda, sqs, eventBridge, dynamodb } = AWS_PRICES;

/** What a platform of a size pays for a TB, by list prices: the assumptions are the constants above. */
export function ingestCost(
  { sizes }: Pick<ResolvedVolume, 'sizes'>,
  tiers: Tiers,
  { mbPerSecond, lakeRatio }: Measured = MEASURED,
): IngestCost {
  const batches = TB / sizes.batchBytes;
  const raw = { bytes: TB / COMPRESSION, objects: TB / COMPRESSION / OBJECT_BYTES };
  const lake = { bytes: TB * lakeRatio, objects: batches * FILES };
  return {
    compute: computeUsd(TB, mbPerSecond),
    requests: objectsUsd(raw.objects) + batchesUsd(batches, lake.objects),
    storageMonth: monthUsd(raw.bytes + lake.bytes),
    storageYears: rawUsd(raw, tiers) + lakeUsd(lake, tiers),
  };
}

/** USD for the core-seconds that inflated logs take. */
export function computeUsd(textBytes: number, mbPerSecond = MEASURED.mbPerSecond): number {
  return (textBytes / 1e6 / mbPerSecond) * CORE_GB * lambda.gbSecond;
}

/** USD for telling of raw objects, claiming and reading them. */
export function objectsUsd(objects: number): number {
  const perObject =
    eventBridge.optInEvent +
    sqs.request * (1 + 2 / MESSAGES_A_REQUEST) +
    s3.get +
    // The claim: asked for, and put.
    dynamodb.read +
    dynamodb.write;
  return objects * perObject;
}

/** USD for the runs of batches, their records, and the files that they write. */
export function batchesUsd(batches: number, files: number): number {
  return batches * (lambda.request + (s3.put + s3.get) * RECORDS) + files * s3.put;
}
