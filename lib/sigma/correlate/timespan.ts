import type { YAMLMap } from 'yaml';
import { child, type Reader, reportError, textOf } from '../reader';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const MICROS = 1_000_000;
/** State is kept for a timespan: longer looks back belong to SQL over the lake. */
const MAX_DAYS = 366;

/** Reads `timespan:`, a number and one of s, m, h, d, as microseconds; 0, with the problem reported, when wrong. */
export function parseTimespan(reader: Reader, block: YAMLMap): number {
  const node = child(reader, block, 'timespan');
  const text = textOf(reader, node, 'correlation.timespan');
  const [, amount = '0', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text ?? '') ?? [];
  const seconds = Number(amount) * (SECONDS[unit] ?? 0);
  if (text === undefined) {
    reportError(
      reader,
      node ?? block,
      'correlation.timespan is missing: a number and s, m, h or d, such as 10m',
    );
  } else if (seconds === 0) {
    reportError(
      reader,
      node,
      `correlation.timespan must be a number and s, m, h or d, such as 10m, got ${text}`,
    );
  } else if (seconds > MAX_DAYS * 86_400) {
    reportError(reader, node, `correlation.timespan must be at most ${MAX_DAYS}d, got ${text}`);
  }
  return seconds * MICROS;
}
