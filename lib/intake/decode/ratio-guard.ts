import type { ReadLimits } from '../limits';

/** Counts what went in and came out; says when the input is a decompression bomb. */
export interface RatioGuard {
  readonly bytesIn: number;
  read(bytes: number): void;
  /** Adds inflated bytes; the reason to stop when they are out of proportion. */
  inflated(bytes: number): string | undefined;
}

const mebibytes = (bytes: number) => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;

export function ratioGuard(format: string, limits: ReadLimits): RatioGuard {
  let bytesIn = 0;
  let bytesOut = 0;
  return {
    get bytesIn() {
      return bytesIn;
    },
    read(bytes) {
      bytesIn += bytes;
    },
    inflated(bytes) {
      bytesOut += bytes;
      if (bytesOut <= limits.inflateFloorBytes || bytesOut <= bytesIn * limits.maxInflateRatio) {
        return undefined;
      }
      const ratio = Math.round(bytesOut / Math.max(bytesIn, 1));
      return (
        `decompression bomb: ${bytesIn} bytes of ${format} became ${mebibytes(bytesOut)}, ratio ${ratio}; ` +
        `the limit is ${limits.maxInflateRatio} beyond ${mebibytes(limits.inflateFloorBytes)}; the rest is not read`
      );
    },
  };
}
