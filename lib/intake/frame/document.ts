import { arrayPlace } from './array';
import { CLOSE_ARRAY, CLOSE_OBJECT, isBlank, NEWLINE, trimBefore } from './bytes';
import { emitParsed, parsePart, takePart, tooDeep, tooLarge, truncated } from './emit';
import { advance, byteNumber, emitFlaw, endsSoon, type Frame, TOP } from './frame';
import { ANY_OPENING, findOpening, openingAt } from './opening';
import { restartScan, scanValue, skimOn } from './scan';
import { findRecordLine, startSkim } from './skim';
import { isWrapper, type WrapperStart, wrapperBefore, wrapperHead } from './wrapper';

/** Reads the JSON object at the window's start. False when its end has not come yet. */
export function readDocument(frame: Frame): boolean {
  if (frame.scanning) {
    return scanDocument(frame);
  }
  const wrapper = wrapperHead(frame);
  if (wrapper !== undefined) {
    return enterWrapper(frame, wrapper);
  }
  return readJsonLine(frame) || scanDocument(frame);
}

function enterWrapper(frame: Frame, { member, after }: WrapperStart): boolean {
  frame.place = arrayPlace(member);
  frame.textual = false;
  advance(frame, after);
  return true;
}

/** NDJSON: the line is the record if, and only if, it parses. */
function readJsonLine(frame: Frame): boolean {
  const { window } = frame;
  const newline = frame.guessLines ? window.bytes.indexOf(NEWLINE, window.start) : -1;
  const end = newline === -1 ? 0 : trimBefore(window.bytes, newline);
  if (window.bytes[end - 1] !== CLOSE_OBJECT && window.bytes[end - 1] !== CLOSE_ARRAY) {
    return false;
  }
  const parsed = parsePart(frame, window.start, end);
  if (parsed === undefined || isWrapper(parsed.value)) {
    return false;
  }
  emitParsed(frame, parsed);
  advance(frame, newline + 1);
  frame.oneLine = true;
  frame.lines = true;
  frame.textual = false;
  return true;
}

function scanDocument(frame: Frame): boolean {
  const { window, scan } = frame;
  if (!frame.scanning) {
    restartScan(scan);
    frame.scanning = true;
  }
  let ended = scanValue(scan, window.bytes, window.start);
  while (ended === 'member-array') {
    const wrapper = wrapperBefore(frame, window.start + scan.at);
    if (wrapper !== undefined) {
      return enterWrapper(frame, wrapper);
    }
    ended = scanValue(scan, window.bytes, window.start);
  }
  const end = window.start + scan.at;
  switch (ended) {
    case 'whole':
      takeDocument(frame, end);
      return true;
    case 'more':
      return moreNeeded(frame, end);
    case 'deep':
      return resync(frame, tooDeep(frame, window.start), end);
    default:
      return resync(frame, `invalid JSON at ${byteNumber(frame, end)}`, end);
  }
}

function takeDocument(frame: Frame, end: number): void {
  const { window } = frame;
  const next = window.bytes[end];
  frame.guessLines = next === undefined ? frame.guessLines : isBlank(next);
  frame.midLine = true;
  frame.oneLine = !window.bytes.subarray(window.start, end).includes(NEWLINE);
  const opening = openingAt(window.bytes, window.start);
  if (takePart(frame, end)) {
    frame.opening = opening;
  }
  frame.textual = false;
}

function moreNeeded(frame: Frame, end: number): boolean {
  const { window, scan, limits } = frame;
  if (scan.at > limits.maxRecordBytes) {
    return skipValue(frame, tooLarge(frame, window.start), end, undefined);
  }
  if (!frame.final) {
    return false;
  }
  if (frame.textual) {
    return takeAsLine(frame);
  }
  const next = findRecordLine(window.bytes, window.start, window.bytes.length);
  emitFlaw(frame, truncated(frame), next ?? window.bytes.length);
  return true;
}

/** Quarantines a broken document and goes on at its end: that of its line, or the next line that looks like a record. */
function resync(frame: Frame, flaw: string, brokenAt: number): boolean {
  const { window } = frame;
  if (endsSoon(frame, brokenAt)) {
    return false;
  }
  if (frame.textual) {
    return takeAsLine(frame);
  }
  if (frame.lines && frame.guessLines) {
    frame.place = { kind: 'skip', over: 'line', skim: startSkim(0), opening: undefined, back: TOP };
    emitFlaw(frame, flaw, lineEnd(window.bytes, window.start));
    return true;
  }
  const next = frame.guessLines ? findRecordLine(window.bytes, window.start, brokenAt + 2) : undefined;
  if (next === undefined) {
    return skipBroken(frame, flaw, brokenAt);
  }
  emitFlaw(frame, flaw, next);
  return true;
}

function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline === -1 ? bytes.length : newline;
}

/** Without lines to go by: up to where the next record begins like this one should, or the last one did. */
function skipBroken(frame: Frame, flaw: string, brokenAt: number): boolean {
  const { window } = frame;
  const opening = frame.opening ?? openingAt(window.bytes, window.start);
  const boundary = opening && findOpening(window.bytes, opening, window.start + 1, true);
  if (boundary === undefined) {
    return skipValue(frame, flaw, brokenAt, opening ?? ANY_OPENING);
  }
  emitFlaw(frame, flaw, boundary.end);
  return true;
}

function skipValue(frame: Frame, flaw: string, to: number, opening: Buffer | undefined): boolean {
  frame.place = { kind: 'skip', over: 'value', skim: skimOn(frame.scan), opening, back: TOP };
  emitFlaw(frame, flaw, to);
  return true;
}

/** Among lines of text, what only starts like JSON is text. */
function takeAsLine(frame: Frame): boolean {
  frame.asLine = true;
  frame.scanning = false;
  return true;
}
