/**
 * The bucket CloudTrail delivers to, or a copy of it, read only. Keys are the bucket's own, with any prefix the trail
 * has. Only keys that `list` gave are ever opened: what a digest names is data, not a path.
 */
export interface TrailStore {
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }>;
  /** The object in chunks; throws when it cannot be read. */
  stream(key: string): AsyncIterable<Uint8Array>;
  /** The object's S3 user metadata (names without `x-amz-meta-`); undefined where the copy did not keep it. */
  metadata(key: string): Promise<Readonly<Record<string, string>> | undefined>;
}

/** What one object may cost; a larger one counts as altered. Bytes after inflating. */
export interface TrailLimits {
  readonly maxDigestBytes: number;
  readonly maxLogBytes: number;
  /** Objects read at the same time. */
  readonly concurrency: number;
}

/** A digest lists some 400 bytes a log file: 64 MiB is an hour of 160 000 files. */
export const TRAIL_LIMITS: TrailLimits = {
  maxDigestBytes: 64 * 1024 * 1024,
  maxLogBytes: 2 * 1024 * 1024 * 1024,
  concurrency: 8,
};
