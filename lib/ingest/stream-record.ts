/** A record of a stream, as it comes to whoever reads the stream. */
export interface StreamRecord {
  /** Of shard and record, the same in every delivery. */
  readonly id: string;
  readonly sequenceNumber: string;
  /** Base64 of an EventBridge event, or of a CloudWatch Logs message in gzip. */
  readonly data: string;
  /** When it came to the stream, microseconds since the epoch. */
  readonly arrivalMicros: number;
}

/** A record of Kinesis in a Lambda event. Source: AWS Lambda Developer Guide, "Using Lambda with Kinesis". */
export interface KinesisRecord {
  readonly eventID: string;
  readonly kinesis: {
    readonly sequenceNumber: string;
    readonly data: string;
    /** Seconds since the epoch, with milliseconds. */
    readonly approximateArrivalTimestamp: number;
  };
}

export function streamRecord({ eventID, kinesis }: KinesisRecord): StreamRecord {
  const { sequenceNumber, data, approximateArrivalTimestamp } = kinesis;
  return {
    id: eventID,
    sequenceNumber,
    data,
    arrivalMicros: Math.round(approximateArrivalTimestamp * 1e6),
  };
}
