import type { VolumeFigures } from './volume';

/** What depends on volume. */
export interface Sizes {
  /** Shards (AWS), throughput units (Azure) of the real-time stream: 1 MB a second each. */
  readonly streamShards: number;
  /** Shards of the stream of log groups (AWS): it holds what CloudWatch Logs has compressed. */
  readonly logShards: number;
  /** A batch is sealed when it holds this many bytes of input … */
  readonly batchBytes: number;
  /** … or is this old, whichever comes first. */
  readonly batchSeconds: number;
  /** Memory of a function that normalizes or detects. */
  readonly functionMemoryMb: number;
  /** Runs at once that bring objects into the lake. */
  readonly normalizeConcurrency: number;
}

const SECONDS_A_DAY = 86_400;
/** Cloud logs in gzip: about ten to one. */
const COMPRESSION = 10;
/** Working hours carry about three times the daily mean. */
const PEAK = 3;
const MB = 1_000_000;
/** Important sources promise minutes: a batch waits one, the rest is left for the work. */
const BATCH_SECONDS = 60;
/** Below, requests cost more than work; above, a batch no longer fits one function run in memory and time. */
const BATCH_BYTES = { low: 8 * MB, high: 256 * MB };
/** Lambda gives a whole core from 1,769 MB on; a single-threaded function gains nothing above it. */
const WHOLE_CORE_MB = 1_769;
const HALF_CORE_MB = 885;
/** What one run brings into the lake at the least, MB of inflated logs: a quarter of what was measured. */
const NORMALIZE_MB_PER_SECOND = 12;

/**
 * Sizes for the high end of a tier's range.
 *
 * - shards: the management logs' peak, for the network's do not stream; at least one
 * - log shards: the application logs' peak, compressed; at least one
 * - batch bytes: what arrives in a batch's time at the daily mean, within bounds
 * - memory: a whole core when a batch fills its upper bound, else half a core
 * - concurrency: the peak of all logs, at what one run does at the least; two is the least that SQS takes
 */
export function sizesFor(figures: VolumeFigures): Sizes {
  const { management, application, total } = figures.gbPerDay;
  const arriving = Math.round((total.high * 1_000 * MB * BATCH_SECONDS) / SECONDS_A_DAY);
  const batchBytes = Math.min(BATCH_BYTES.high, Math.max(BATCH_BYTES.low, arriving));
  return {
    streamShards: shardsFor(management.high),
    logShards: shardsFor(application.high / COMPRESSION),
    batchBytes,
    batchSeconds: BATCH_SECONDS,
    functionMemoryMb: batchBytes === BATCH_BYTES.high ? WHOLE_CORE_MB : HALF_CORE_MB,
    normalizeConcurrency: Math.max(2, Math.ceil(peakMbPerSecond(total.high) / NORMALIZE_MB_PER_SECOND)),
  };
}

/** Shards for the peak of so many GB a day. */
function shardsFor(gbPerDay: number): number {
  return Math.max(1, Math.ceil(peakMbPerSecond(gbPerDay)));
}

function peakMbPerSecond(gbPerDay: number): number {
  return (gbPerDay * 1_000 * PEAK) / SECONDS_A_DAY;
}
