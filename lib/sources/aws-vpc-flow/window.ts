import { parseTimestamp, toMillis } from '../../time';
import type { ColumnIndexes } from './layout';
import { countAt, shown, textAt } from './values';

/** The end of the year 9999, in seconds: more is a time in another unit. */
const LAST_SECOND = 253_402_300_799;

/** When the flow was seen. */
export interface Window {
  /** Time of the event, microseconds: the first packet's arrival, else the last's. */
  readonly micros: number;
  /** Its text in the record. */
  readonly original: string;
  readonly startMillis?: number;
  readonly endMillis?: number;
}

/** The capture window, from `start` and `end` in seconds (or the plain text's ISO `time`). Throws where there is neither. */
export function windowOf(values: readonly string[], at: ColumnIndexes): Window {
  const time = textAt(values, at.time);
  if (time !== undefined) {
    return isoWindow(time);
  }
  const start = countAt(values, at.start, 'start', LAST_SECOND);
  const end = countAt(values, at.end, 'end', LAST_SECOND);
  const seconds = start ?? end;
  if (seconds === undefined) {
    throw new Error(
      'start: expected the time of the flow, got none; add the field start to the flow log’s format',
    );
  }
  return {
    micros: seconds * 1_000_000,
    original: textAt(values, start === undefined ? at.end : at.start) ?? '',
    startMillis: start === undefined ? undefined : start * 1000,
    endMillis: end === undefined ? undefined : end * 1000,
  };
}

function isoWindow(time: string): Window {
  const micros = parseTimestamp(time);
  if (micros === undefined) {
    throw new Error(`time: expected a time like 2024-08-12T10:15:30Z, got ${shown(time)}`);
  }
  return { micros, original: time, startMillis: toMillis(micros) };
}
