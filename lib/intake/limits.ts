/** What one input may cost. Beyond a limit the record, or the rest of the input, is quarantined with a reason. */
export interface ReadLimits {
  /** Bytes of one JSON record. A larger one is skipped to its end; those after it are read. */
  readonly maxRecordBytes: number;
  /** Bytes of one line of text. */
  readonly maxLineBytes: number;
  /** Levels of objects and arrays within one record; later stages may recurse this deep. */
  readonly maxDepth: number;
  /** Inflated bytes for each compressed byte, once more than `inflateFloorBytes` came out: a zip bomb beyond it. */
  readonly maxInflateRatio: number;
  readonly inflateFloorBytes: number;
  /** Inflated bytes of one compressed payload inside a record (Lambda `awslogs.data`). */
  readonly maxPayloadBytes: number;
  /** Envelopes within envelopes: CloudWatch message in a Kinesis record in a Lambda event is three. */
  readonly maxEnvelopes: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  maxRecordBytes: 16 * 1024 * 1024,
  maxLineBytes: 1024 * 1024,
  maxDepth: 100,
  maxInflateRatio: 200,
  inflateFloorBytes: 64 * 1024 * 1024,
  maxPayloadBytes: 16 * 1024 * 1024,
  maxEnvelopes: 4,
};
