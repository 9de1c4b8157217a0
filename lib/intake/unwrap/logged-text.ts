import type { Part } from './part';

const OPEN_BRACE = 0x7b;
const DIGIT_TWO = 0x32;
/** The time that an export of a CloudWatch log group to S3 writes before each message, and how such messages begin. */
const EXPORTED = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?=\{|\d{1,2} (?:\d{12}|unknown|-) )/;

/**
 * What a text holds that is more than a line: a record as JSON text (LookupEvents' answer cut down by `--query`), or a
 * message behind the time of its log group's export. Source: CloudWatch Logs, exporting log data to Amazon S3.
 */
export function openLoggedText(line: string): readonly Part[] | undefined {
  const first = line.charCodeAt(0);
  if (first === OPEN_BRACE) {
    return [{ kind: 'text', text: line }];
  }
  const time = first === DIGIT_TWO && line.charCodeAt(4) === 0x2d ? EXPORTED.exec(line)?.[0] : undefined;
  return time === undefined ? undefined : [{ kind: 'text', text: line.slice(time.length) }];
}
