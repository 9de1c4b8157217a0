import type { OcsfEvent } from '../../ocsf/event';

/** One row of `security_events` before it is written: a masked event and where it came from. */
export interface EventRow {
  readonly event: OcsfEvent;
  /** When it happened, microseconds since the epoch, in the source's own precision. */
  readonly timeMicros: number;
  /** Id of the log source. */
  readonly source: string;
  /** Key of the raw object it was read from. */
  readonly rawObject: string;
  /** Zero-based number of the record in that object. */
  readonly record: number;
  /** When the cloud handed the record over, as far as it says so. */
  readonly deliveryMicros?: number;
  /** When the raw object was stored. */
  readonly ingestMicros?: number;
}
