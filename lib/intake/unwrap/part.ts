import type { JsonObject, JsonValue } from '../../json';
import type { Envelope } from '../item';

/** What an envelope holds, in order. */
export type Part =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly text: string; readonly envelope?: Envelope }
  /** A line of text, or JSON as text. */
  | { readonly kind: 'text'; readonly text: string; readonly envelope?: Envelope }
  /** A payload of its own: perhaps compressed, with any number of records. */
  | { readonly kind: 'payload'; readonly base64: string; readonly envelope?: Envelope }
  | { readonly kind: 'flaw'; readonly flaw: string; readonly text: string; readonly envelope?: Envelope }
  | { readonly kind: 'skip'; readonly skip: string; readonly text: string; readonly envelope?: Envelope };

/** Opens one kind of envelope; undefined when the record is not of that kind. `text` is the record's JSON. */
export type OpenEnvelope = (record: JsonObject, text: string) => readonly Part[] | undefined;

/** Those of some members that are text (or numbers), under the names they get. */
export function envelopeOf(record: JsonObject, members: Readonly<Record<string, string>>): Envelope {
  const envelope: Record<string, string> = {};
  for (const [name, member] of Object.entries(members)) {
    const value = record[member];
    if (typeof value === 'string' || typeof value === 'number') {
      envelope[name] = String(value);
    }
  }
  return envelope;
}
