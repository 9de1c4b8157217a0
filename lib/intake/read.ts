import type { Item } from './item';
import { DEFAULT_LIMITS, type ReadLimits } from './limits';
import { openReader } from './reader';

export type { Item } from './item';
export { DEFAULT_LIMITS, type ReadLimits } from './limits';

/** Bytes of text, inflated, that were read of an input so far. */
export interface TextMeter {
  textBytes: number;
}

/**
 * The records of one stored object: gzip, zstd or plain by its first bytes; wrapped (`{"Records":[…]}`), an array,
 * NDJSON, pretty-printed, one after another, or lines of text; envelopes (CloudWatch Logs, EventBridge, LookupEvents,
 * Pub/Sub, Kinesis) opened. One batch a piece of input, none empty. It never throws for what the bytes are: whatever
 * cannot be read is an item with a flaw, in its place, and every record around it is kept. Errors of `body` itself
 * pass through. Memory is bounded by the limits, not by the object.
 */
export async function* readItems(
  body: AsyncIterable<Uint8Array>,
  limits: ReadLimits = DEFAULT_LIMITS,
  meter: TextMeter = { textBytes: 0 },
): AsyncGenerator<readonly Item[], void, undefined> {
  const reader = openReader(limits, 0, Number.POSITIVE_INFINITY, readPayload);
  try {
    for await (const chunk of body) {
      yield* reader.push(chunk);
      if (reader.stopped) {
        break;
      }
    }
    yield* reader.finish();
  } finally {
    meter.textBytes = reader.bytes;
    reader.close();
  }
}

const PAYLOAD_FLOOR_BYTES = 1024 * 1024;

/** The records of bytes that are all there: the payload inside a record. */
export function readPayload(bytes: Uint8Array, limits: ReadLimits, index: number): Item[] {
  // A small payload must not become a large one: the ratio holds from the first megabyte on.
  const strict = { ...limits, inflateFloorBytes: Math.min(limits.inflateFloorBytes, PAYLOAD_FLOOR_BYTES) };
  const reader = openReader(strict, index, limits.maxPayloadBytes, readPayload);
  try {
    return [...reader.push(bytes), ...reader.finish()].flat();
  } finally {
    reader.close();
  }
}
