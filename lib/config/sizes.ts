import type { VolumeFigures } from './volume';

/** What depends on volume. */
export interface Sizes {
  /** Shards (AWS), throughput units (Azure) of the real-time stream: 1 MB a second each. */
  readonly streamShards: number;
  /** A batch is sealed when it holds this many bytes of input … */
  readonly batchBytes: number;
  /** … or is this old, whichever comes first. */
  readonly batchSeconds: number;
  /** Memory of a normalizing function. */
  readonly functionMemoryMb: number;
}

const SECONDS_A_DAY = 86_400;
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

/**
 * Sizes for the high end of a tier's range.
 *
 * - shards: the management logs' peak, for only critical sources stream; at least one
 * - batch bytes: what arrives in a batch's time at the daily mean, within bounds
 * - memory: a whole core when a batch fills its upper bound, else half a core
 */
export function sizesFor(figures: VolumeFigures): Sizes {
  const streamMbPerSecond = (figures.gbPerDay.management.high * 1_000 * PEAK) / SECONDS_A_DAY;
  const arriving = Math.round((figures.gbPerDay.total.high * 1_000 * MB * BATCH_SECONDS) / SECONDS_A_DAY);
  const batchBytes = Math.min(BATCH_BYTES.high, Math.max(BATCH_BYTES.low, arriving));
  return {
    streamShards: Math.max(1, Math.ceil(streamMbPerSecond)),
    batchBytes,
    batchSeconds: BATCH_SECONDS,
    functionMemoryMb: batchBytes === BATCH_BYTES.high ? WHOLE_CORE_MB : HALF_CORE_MB,
  };
}
