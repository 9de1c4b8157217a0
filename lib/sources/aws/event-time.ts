import { parseTimestamp } from '../../time';

/** Records of one object share few seconds: remembering them saves most parsing. Bounded, since texts come from logs. */
const LIMIT = 4096;
const remembered = new Map<string, number | undefined>();

/** `parseTimestamp` with a memory: microseconds since the epoch, undefined when the text is no time. */
export function eventMicros(value: string): number | undefined {
  const known = remembered.get(value);
  if (known !== undefined) {
    return known;
  }
  const micros = parseTimestamp(value);
  if (remembered.size >= LIMIT) {
    remembered.clear();
  }
  remembered.set(value, micros);
  return micros;
}
