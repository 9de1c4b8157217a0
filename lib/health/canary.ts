/** An account that AWS gives nobody: records of canaries are of it, so that no question about accounts meets them. */
export const CANARY_ACCOUNT = '000000000000';

/** What keys of canaries' raw objects begin with: outside of the folders that services write and trails prove. */
export const CANARY_PREFIX = 'canary/';

/** By which the bus, and whoever reads events, knows canaries: no service of AWS may be named there. */
export const CANARY_SOURCE = 'kumomori.canary';

/** How a canary comes: as a raw object, for rows within minutes, or on a stream, for rules within seconds. */
export type CanaryWay = 'object' | 'stream';

/** One flight of canaries: the hour it is named after, which is the time of its events. */
export interface CanaryRun {
  /** `2024081210`. */
  readonly name: string;
  readonly timeMicros: number;
}

const HOUR_MICROS = 3_600_000_000;

/** The run of a time: of the hour it lies in, so that a run that is repeated sends the same. */
export function canaryRun(micros: number): CanaryRun {
  const timeMicros = Math.floor(micros / HOUR_MICROS) * HOUR_MICROS;
  return { name: new Date(timeMicros / 1000).toISOString().slice(0, 13).replaceAll(/\D/g, ''), timeMicros };
}

/** Whether a canary that flies every so many hours flies in this run. */
export function isDue({ timeMicros }: CanaryRun, everyHours: number): boolean {
  return (timeMicros / HOUR_MICROS) % everyHours === 0;
}
