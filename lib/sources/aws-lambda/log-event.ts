import type { Envelope } from '../../intake/item';
import { isObject, type JsonValue, number } from '../../json';
import { NO_TIME } from '../../time';
import { word } from '../shared/leftovers';

/** What a function's log group holds, with what CloudWatch Logs says of it. */
export interface LogEvent {
  readonly value: JsonValue;
  readonly owner?: string | undefined;
  readonly logGroup?: string | undefined;
  readonly logStream?: string | undefined;
  /** Epoch milliseconds. */
  readonly timestamp?: string | undefined;
  /** CloudWatch's id of the line. */
  readonly logEvent?: string | undefined;
}

/**
 * A record with its envelope. Without one, an object with a `message` is what a log shipper made of a line, or a rule's
 * test: it has the envelope's attributes beside the line.
 */
export function logEventOf(record: JsonValue, envelope: Envelope | undefined): LogEvent {
  const shipped = envelope?.logGroup === undefined && isObject(record) && 'message' in record;
  const about = shipped ? record : (envelope ?? {});
  return {
    value: shipped ? record.message : record,
    owner: word(about.owner),
    logGroup: word(about.logGroup),
    logStream: word(about.logStream),
    timestamp: word(about.timestamp),
    logEvent: word(about.logEvent),
  };
}

const GROUP = '/aws/lambda/';
/** `2024/08/12/[version]environment`, with the function's name before the version in a log group of another name. */
const STREAM = /^\d{4}\/\d\d\/\d\d\/([^[\]]{0,140})\[([^[\]]{1,128})\]/;

/** Whether a log group is a function's own. One that its owner chose tells nothing by its name. */
export function isFunctionGroup(logGroup: string | undefined): boolean {
  return logGroup?.startsWith(GROUP) === true;
}

/**
 * The function that logged, and its version, as far as log group and stream name them.
 * Source: AWS Lambda Developer Guide, configuring CloudWatch log groups.
 */
export function functionOf({ logGroup, logStream }: LogEvent): {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
} {
  const [, name, version] = STREAM.exec(logStream ?? '') ?? [];
  return { name: isFunctionGroup(logGroup) ? logGroup?.slice(GROUP.length) : name || undefined, version };
}

/** Milliseconds that a date can have. */
const LAST = 8.64e15;

/** Microseconds since the epoch; `NO_TIME` for a line that comes without, undefined for what is no time. */
export function loggedMicros({ timestamp }: LogEvent): number | undefined {
  const millis = timestamp === undefined ? NO_TIME : number(timestamp);
  const isTime = millis !== undefined && Number.isInteger(millis) && millis >= 0 && millis <= LAST;
  return isTime ? millis * 1000 : undefined;
}
