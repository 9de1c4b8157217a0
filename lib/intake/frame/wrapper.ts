import { isObject, type JsonValue } from '../../json';
import type { Frame } from './frame';

/**
 * Members whose array holds the records: CloudTrail and Lambda `Records`, Azure `records`, LookupEvents `Events`,
 * Google `entries`, AWS Config `configurationItems`.
 */
const MEMBERS: readonly string[] = ['Records', 'records', 'Events', 'entries', 'configurationItems'];

const HEAD = new RegExp(`^\\{\\s*"(${MEMBERS.join('|')})"\\s*:\\s*\\[`);
const BEFORE_ARRAY = new RegExp(`"(${MEMBERS.join('|')})"\\s*:\\s*\\[$`);
const HEAD_BYTES = 64;

/** A wrapper's member, and the offset after the bracket that opens its array. */
export interface WrapperStart {
  readonly member: string;
  readonly after: number;
}

/** The wrapper that starts at the window's start, where its array is the first member. */
export function wrapperHead({ window }: Frame): WrapperStart | undefined {
  const match = HEAD.exec(window.bytes.toString('latin1', window.start, window.start + HEAD_BYTES));
  return match?.[1] === undefined ? undefined : { member: match[1], after: window.start + match[0].length };
}

/** The wrapper whose array a scan has just entered; `after` is the offset after the bracket. */
export function wrapperBefore({ window }: Frame, after: number): WrapperStart | undefined {
  const match = BEFORE_ARRAY.exec(
    window.bytes.toString('latin1', Math.max(window.start, after - HEAD_BYTES), after),
  );
  return match?.[1] === undefined ? undefined : { member: match[1], after };
}

/** True for a parsed document that holds records in a member's array. */
export function isWrapper(value: JsonValue): boolean {
  return isObject(value) && MEMBERS.some((member) => Array.isArray(value[member]));
}
