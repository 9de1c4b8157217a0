import type { TimeSpan } from '../../lib/lake/archive/archived-hours';
import { parseTimestamp } from '../../lib/time';
import { UsageError } from './errors';

export interface TimeRangeOptions {
  readonly from?: string;
  readonly to?: string;
}

/** The time an option gives, microseconds since the epoch; undefined when it is not given. */
export function readTime(option: string, text: string | undefined): number | undefined {
  const micros = text === undefined ? undefined : parseTimestamp(text);
  if (text !== undefined && micros === undefined) {
    throw new UsageError(`${option} ${text}: no time; write it as 2024-08-12T10:30:00Z`);
  }
  return micros;
}

/** From `--from` on and before `--to`: both or neither. */
export function readTimeSpan({ from, to }: TimeRangeOptions): TimeSpan | undefined {
  const [start, end] = [readTime('--from', from), readTime('--to', to)];
  if (start === undefined && end === undefined) {
    return undefined;
  }
  if (start === undefined || end === undefined) {
    throw new UsageError('--from and --to: give both, such as --from 2024-08-12 --to 2024-08-13');
  }
  if (start >= end) {
    throw new UsageError(`--from ${from} must be before --to ${to}`);
  }
  return { from: start, to: end };
}
