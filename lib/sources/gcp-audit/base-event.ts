import { type JsonObject, object } from '../../json';
import { classify } from '../../ocsf/build';
import type { Metadata, OcsfEvent } from '../../ocsf/event';
import { cloudOf, ENTRY_WORDS, type LogEntry } from '../gcp/log-entry';
import { severityOf } from '../gcp/severity';
import { leftovers, mapped, word } from '../shared/leftovers';

const TAKEN = mapped({ word: [...ENTRY_WORDS, 'textPayload'] });

/** A log entry that is no audit log: its text as the message, everything else under its native names. */
export function baseEvent(entry: LogEntry, metadata: Metadata, time: number): OcsfEvent {
  const { record } = entry;
  return {
    ...classify(0, 0),
    ...severityOf(entry.severity),
    cloud: cloudOf(entry),
    message: word(record.textPayload) ?? messageOf(object(record.jsonPayload)),
    metadata,
    time,
    unmapped: leftovers(record, TAKEN),
  };
}

function messageOf(payload: JsonObject | undefined): string | undefined {
  return word(payload?.message) ?? word(payload?.msg);
}
