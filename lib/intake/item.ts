import type { JsonValue } from '../json';

/**
 * What a delivery says about its records (subscription, stream): metadata of the ingest, never of the event; but for
 * what a line of a log group lacks by itself: `logGroup`, `logStream`, `owner`, `timestamp` (epoch ms) and `logEvent`.
 */
export type Envelope = Readonly<Record<string, string>>;

/** One record of an input, in the input's order. */
export interface Item {
  /** Zero-based number of the record in its input; blank lines are not counted. */
  readonly index: number;
  /** Parsed JSON, or a string for a line of text. `null` where there is a flaw or a skip. */
  readonly value: JsonValue;
  readonly envelope?: Envelope | undefined;
  /** Set: the record is to be quarantined with this reason. */
  readonly flaw?: string | undefined;
  /** Set: the record is skipped for this declared reason (`control_message`). */
  readonly skip?: string | undefined;
  /** Characters of the record's own text: its weight among the records of its input. */
  readonly size: number;
  /** The record's own text, at most 64 KiB characters of it, for quarantine. */
  raw(): string;
}

/** Characters of a record kept for quarantine. */
export const RAW_LIMIT = 64 * 1024;

interface StoredItem extends Item {
  readonly text: string;
}

// One function for all items: an arrow in each would hold on to the chunk it was made in.
function cappedText(this: StoredItem): string {
  return this.text.length > RAW_LIMIT ? this.text.slice(0, RAW_LIMIT) : this.text;
}

function stored(
  index: number,
  value: JsonValue,
  text: string,
  envelope: Envelope | undefined,
  flaw: string | undefined,
  skip: string | undefined,
): Item {
  const item: StoredItem = { index, value, envelope, flaw, skip, size: text.length, text, raw: cappedText };
  return item;
}

/** A good record and the text it was read from. */
export function recordItem(index: number, value: JsonValue, text: string, envelope?: Envelope): Item {
  return stored(index, value, text, envelope, undefined, undefined);
}

/** A record, or a part of the input, that cannot be used: `flaw` says why and where. */
export function flawedItem(index: number, flaw: string, text: string, envelope?: Envelope): Item {
  return stored(index, null, text, envelope, flaw, undefined);
}

/** A record that is no event by its own declaration. */
export function skippedItem(index: number, skip: string, text: string, envelope?: Envelope): Item {
  return stored(index, null, text, envelope, undefined, skip);
}
