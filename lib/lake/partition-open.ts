import { type EventCategory, epochHour, partitionPrefix } from './table/partition';

const HOUR_MICROS = 3_600_000_000;
/** More rows than a file can have, so that a time and a row's place fit one number. */
const PLACES = 65_536;

/** The rows of one partition that no file has yet. */
export interface OpenPartition {
  readonly prefix: string;
  /** Start of the hour, microseconds since the epoch. */
  readonly startMicros: number;
  /** Numbers of the rows in the encoder, ascending. */
  rows: number[];
  times: number[];
  bytes: number;
  /** Files made so far. */
  files: number;
}

export function openPartition(timeMicros: number, category: EventCategory): OpenPartition {
  const hour = epochHour(timeMicros);
  const prefix = partitionPrefix(hour, category);
  return { prefix, startMicros: hour * HOUR_MICROS, rows: [], times: [], bytes: 0, files: 0 };
}

/** The rows by time; rows of one time stay in their order. */
export function timeOrder({ rows, times, startMicros }: OpenPartition): Int32Array {
  const keys = Float64Array.from(times, (time, place) => (time - startMicros) * PLACES + place);
  return Int32Array.from(keys.sort(), (key) => rows[key % PLACES] ?? 0);
}

/** First and last time of the rows. */
export function timesOf({ times }: OpenPartition): { minTimeUs: number; maxTimeUs: number } {
  const sorted = Float64Array.from(times).sort();
  return { minTimeUs: sorted[0] ?? 0, maxTimeUs: sorted.at(-1) ?? 0 };
}

/** Keeps the rows as they are renumbered. */
export function renumber(partition: OpenPartition, numberOf: Int32Array): void {
  const { rows } = partition;
  for (let i = 0; i < rows.length; i++) {
    rows[i] = numberOf[rows[i] ?? 0] ?? 0;
  }
}

/** Forgets the rows, which a file has now. */
export function empty(partition: OpenPartition): void {
  partition.rows = [];
  partition.times = [];
  partition.bytes = 0;
}
