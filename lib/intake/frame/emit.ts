import { isUtf8 } from 'node:buffer';
import type { JsonValue } from '../../json';
import { flawedItem, recordItem } from '../item';
import { openEnvelopes } from '../unwrap/unwrap';
import { advance, byteNumber, emitFlaw, type Frame } from './frame';
import { isDeeperThan, parseExact } from './parse';
import { firstInvalidByte } from './utf8';
import { textOf } from './window';

/** A part of the window that is one JSON value. */
export interface Parsed {
  readonly value: JsonValue;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Reads a part of the window as JSON; undefined when it is not one JSON value. */
export function parsePart(frame: Frame, from: number, to: number): Parsed | undefined {
  const text = textOf(frame.window, from, to);
  const value = parseExact(text);
  return value === undefined ? undefined : { value, text, from, to };
}

/** Adds a parsed record, or the records in its envelope, or the reason why it cannot be used. */
export function emitParsed(frame: Frame, parsed: Parsed): void {
  const flaw = flawOf(frame, parsed);
  if (flaw !== undefined) {
    frame.items.push(flawedItem(frame.index++, flaw, parsed.text));
    return;
  }
  const opened = openEnvelopes(parsed.value, parsed.text, frame);
  if (opened === undefined) {
    frame.items.push(recordItem(frame.index++, parsed.value, parsed.text));
    return;
  }
  for (const item of opened) {
    frame.items.push(item);
  }
  frame.index += opened.length;
}

/** Takes the part from the window's start to `to` as a record; false when it turned out to be no JSON. */
export function takePart(frame: Frame, to: number): boolean {
  const { start } = frame.window;
  const parsed = parsePart(frame, start, to);
  if (parsed === undefined) {
    emitFlaw(frame, `invalid JSON in the record at ${byteNumber(frame, start)}`, to);
    return false;
  }
  emitParsed(frame, parsed);
  advance(frame, to);
  return true;
}

function flawOf(frame: Frame, { text, from, to }: Parsed): string | undefined {
  const { limits } = frame;
  if (to - from > limits.maxRecordBytes) {
    return tooLarge(frame, from);
  }
  if (isDeeperThan(text, limits.maxDepth)) {
    return tooDeep(frame, from);
  }
  return utf8Flaw(frame, from, to);
}

export function tooLarge(frame: Frame, from: number): string {
  return `record larger than ${frame.limits.maxRecordBytes} bytes, at ${byteNumber(frame, from)}`;
}

export function tooDeep(frame: Frame, from: number): string {
  return `record nested deeper than ${frame.limits.maxDepth} levels, at ${byteNumber(frame, from)}`;
}

export function truncated(frame: Frame): string {
  return `truncated JSON: the input ends inside the record at ${byteNumber(frame, frame.window.start)}`;
}

/** Names the first byte of a part of the window that is not UTF-8. */
export function utf8Flaw(frame: Frame, from: number, to: number): string | undefined {
  const { ascii, bytes } = frame.window;
  if (ascii || isUtf8(bytes.subarray(from, to))) {
    return undefined;
  }
  return `invalid UTF-8 at ${byteNumber(frame, from + firstInvalidByte(bytes.subarray(from, to)))}`;
}
