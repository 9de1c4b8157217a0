import { arrayPlace } from './array';
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  isBlank,
  NEWLINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  SPACE,
  TAB,
} from './bytes';
import { readDocument } from './document';
import { advance, byteNumber, emitFlaw, type Frame } from './frame';
import { readLine } from './lines';
import { ANY_OPENING, findOpening } from './opening';
import { parseJson } from './parse';
import { textOf } from './window';

/** Reads the next record that stands by itself, or enters the array of them. False when more bytes are needed. */
export function readTop(frame: Frame): boolean {
  const { window } = frame;
  if (frame.scanning) {
    return readDocument(frame);
  }
  if (frame.asLine) {
    return readLine(frame, window.start);
  }
  const lineStart = window.start;
  if (!skipBlank(frame)) {
    return false;
  }
  const first = window.bytes[window.start];
  if (first === OPEN_OBJECT) {
    return readDocument(frame);
  }
  if (first === OPEN_ARRAY) {
    return readBracket(frame);
  }
  if (first === CLOSE_OBJECT || first === CLOSE_ARRAY) {
    emitFlaw(
      frame,
      `invalid JSON: a bracket at ${byteNumber(frame, window.start)} closes nothing`,
      closersEnd(frame),
    );
    return true;
  }
  return passGarbage(frame) || readLine(frame, indentStart(window.bytes, window.start, lineStart));
}

/** What stands before a record on its line, among JSON, is no text: the rest of a broken one, most likely. */
function passGarbage(frame: Frame): boolean {
  const { bytes, start } = frame.window;
  const opening = frame.opening ?? (frame.midLine ? ANY_OPENING : undefined);
  if (frame.textual || opening === undefined) {
    return false;
  }
  const newline = bytes.indexOf(NEWLINE, start);
  const line = newline === -1 ? bytes : bytes.subarray(0, newline);
  const boundary = findOpening(line, opening, start, true);
  if (boundary !== undefined) {
    emitFlaw(frame, `invalid JSON at ${byteNumber(frame, start)}`, boundary.end);
  }
  return boundary !== undefined;
}

/** Passes blanks and commas between records. */
function skipBlank(frame: Frame): boolean {
  const { window } = frame;
  let at = window.start;
  while (isBlank(window.bytes[at]) || (window.bytes[at] === COMMA && !frame.textual)) {
    if (window.bytes[at] === NEWLINE) {
      frame.lines ||= frame.oneLine;
      frame.midLine = false;
    }
    at++;
  }
  const found = at < window.bytes.length;
  frame.seen ||= found;
  // Blanks at the end may be the indent of a line to come.
  const to =
    found || frame.final ? at : indentStart(window.bytes, at, Math.max(window.start, at - MAX_INDENT));
  if (to !== window.start) {
    advance(frame, to);
  }
  return found;
}

const MAX_INDENT = 1024;

/** Where a line's indent begins that ends at `at`. */
function indentStart(bytes: Uint8Array, at: number, from: number): number {
  let start = at;
  while (start > from && (bytes[start - 1] === SPACE || bytes[start - 1] === TAB)) {
    start--;
  }
  return start;
}

function closersEnd({ window }: Frame): number {
  let at = window.start;
  while (window.bytes[at] === CLOSE_OBJECT || window.bytes[at] === CLOSE_ARRAY) {
    at++;
  }
  return at;
}

// What can follow the bracket of an array of records; `[error] …` and `[2026-01-01 …` begin lines of text.
const ARRAY_HEAD = /^\[[ \t]{0,64}(?:[\r\n{["\]]|$)/;
const SCALAR_HEAD = /^\[[ \t]{0,64}[-\dtfn]/;
const HEAD_BYTES = 80;

function readBracket(frame: Frame): boolean {
  const { window } = frame;
  const head = window.bytes.toString('latin1', window.start, window.start + HEAD_BYTES);
  if (head.trimEnd() === '[' && !frame.final && !head.includes('\n')) {
    return false;
  }
  if (ARRAY_HEAD.test(head)) {
    return enterArray(frame);
  }
  if (!SCALAR_HEAD.test(head)) {
    return passGarbage(frame) || readLine(frame, window.start);
  }
  const newline = window.bytes.indexOf(NEWLINE, window.start);
  const ended = newline !== -1 || frame.final;
  const line = ended ? textOf(window, window.start, newline === -1 ? window.bytes.length : newline) : '';
  if (Array.isArray(parseJson(line))) {
    return enterArray(frame);
  }
  return passGarbage(frame) || readLine(frame, window.start);
}

function enterArray(frame: Frame): boolean {
  frame.place = arrayPlace(undefined);
  frame.textual = false;
  advance(frame, frame.window.start + 1);
  return true;
}
