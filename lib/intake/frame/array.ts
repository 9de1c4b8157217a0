import { CLOSE_ARRAY, NEWLINE, OPEN_ARRAY, OPEN_OBJECT, QUOTE, skipSeparators } from './bytes';
import { emitParsed, parsePart, takePart, tooDeep, tooLarge, truncated } from './emit';
import {
  type ArrayPlace,
  advance,
  byteNumber,
  emitFlaw,
  endsSoon,
  type Frame,
  type Place,
  TOP,
} from './frame';
import { ANY_OPENING, boundaryAtBreak, findOpening, openingAt } from './opening';
import { scalarEnd } from './scalar';
import { restartScan, scanValue, skimOn } from './scan';
import { type Skim, startSkim } from './skim';

/** Failed guesses after which an array's records are taken to have no common first key. */
const MAX_MISSES = 32;

export function arrayPlace(member: string | undefined): Place {
  return { kind: 'array', array: { member, opening: undefined, misses: 0 } };
}

/** Reads the array's next element. False when its end has not come yet. */
export function readElement(frame: Frame, array: ArrayPlace): boolean {
  const { window } = frame;
  if (!frame.scanning) {
    advance(frame, skipSeparators(window.bytes, window.start));
  }
  const first = window.bytes[window.start];
  if (first === undefined) {
    return false;
  }
  if (first === CLOSE_ARRAY) {
    return leaveArray(frame, array);
  }
  if (first === OPEN_ARRAY && !frame.scanning && opensRecord(window.bytes, array, window.start + 1)) {
    emitFlaw(frame, `invalid JSON at ${byteNumber(frame, window.start)}`, window.start + 1);
    return true;
  }
  if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
    return (!frame.scanning && guessElement(frame, array)) || scanElement(frame, array);
  }
  return readScalar(frame);
}

/** True where another record of the array begins, as `[` between two of them is no list. */
function opensRecord(bytes: Buffer, { opening }: ArrayPlace, from: number): boolean {
  const at = skipSeparators(bytes, from);
  return opening !== undefined && bytes.subarray(at, at + opening.length).equals(opening);
}

/** Takes the bytes up to the next likely start of a record; they are one record if, and only if, they parse. */
function guessElement(frame: Frame, array: ArrayPlace): boolean {
  const { window } = frame;
  if (array.opening === undefined || array.misses > MAX_MISSES) {
    return false;
  }
  const boundary = findOpening(window.bytes, array.opening, window.start + 1);
  const parsed = boundary && parsePart(frame, window.start, boundary.end);
  if (boundary === undefined || parsed === undefined) {
    array.misses += boundary === undefined ? 0 : 1;
    return false;
  }
  emitParsed(frame, parsed);
  advance(frame, boundary.next);
  return true;
}

function scanElement(frame: Frame, array: ArrayPlace): boolean {
  const { window, scan } = frame;
  if (!frame.scanning) {
    restartScan(scan);
    frame.scanning = true;
  }
  let ended = scanValue(scan, window.bytes, window.start);
  while (ended === 'member-array') {
    ended = scanValue(scan, window.bytes, window.start);
  }
  const end = window.start + scan.at;
  switch (ended) {
    case 'whole':
      takeElement(frame, array, end);
      return true;
    case 'more':
      return moreNeeded(frame, array, end);
    case 'deep':
      return resync(frame, array, tooDeep(frame, window.start), end);
    default:
      return resync(frame, array, `invalid JSON at ${byteNumber(frame, end)}`, end);
  }
}

function moreNeeded(frame: Frame, array: ArrayPlace, end: number): boolean {
  if (frame.scan.at > frame.limits.maxRecordBytes) {
    return skipElement(frame, tooLarge(frame, frame.window.start), end, skimOn(frame.scan), undefined);
  }
  return frame.final && resync(frame, array, truncated(frame), end);
}

function takeElement(frame: Frame, array: ArrayPlace, end: number): void {
  const opening = openingAt(frame.window.bytes, frame.window.start);
  if (takePart(frame, end)) {
    array.opening = opening ?? array.opening;
  }
}

/** Quarantines a broken element and goes on where the next one seems to start. */
function resync(frame: Frame, array: ArrayPlace, flaw: string, brokenAt: number): boolean {
  const { window } = frame;
  if (endsSoon(frame, brokenAt)) {
    return false;
  }
  const boundary =
    (array.opening && findOpening(window.bytes, array.opening, window.start + 1)) ??
    boundaryAtBreak(window.bytes, window.start, brokenAt);
  if (boundary === undefined) {
    return skipElement(frame, flaw, brokenAt, skimOn(frame.scan), array.opening ?? ANY_OPENING);
  }
  emitFlaw(frame, flaw, boundary.end);
  advance(frame, boundary.next);
  return true;
}

function skipElement(
  frame: Frame,
  flaw: string,
  to: number,
  skim: Skim,
  opening: Buffer | undefined,
): boolean {
  frame.place = { kind: 'skip', over: 'value', skim, opening, back: frame.place };
  emitFlaw(frame, flaw, to);
  return true;
}

/** The array's `]`, behind which the wrapper ends, or other records follow; else it is a broken record's. */
function leaveArray(frame: Frame, array: ArrayPlace): boolean {
  const { window } = frame;
  const next = skipSeparators(window.bytes, window.start + 1);
  if (next === window.bytes.length && !frame.final && !window.bytes.includes(NEWLINE, window.start)) {
    return false;
  }
  const flaw = `invalid JSON: a bracket at ${byteNumber(frame, window.start)} closes nothing`;
  if (array.member !== undefined) {
    if (window.bytes[next] === OPEN_OBJECT) {
      emitFlaw(frame, flaw, next);
      return true;
    }
  } else if (next < window.bytes.length && !endsAt(window.bytes, window.start + 1, next)) {
    return skipElement(frame, flaw, window.start + 1, startSkim(1), array.opening ?? ANY_OPENING);
  }
  advance(frame, window.start + 1);
  frame.midLine = true;
  frame.place = array.member === undefined ? TOP : { kind: 'tail', skim: startSkim(1) };
  return true;
}

/** What follows an array that really ends there: another line, or another document. */
function endsAt(bytes: Buffer, from: number, next: number): boolean {
  return (
    bytes[next] === OPEN_OBJECT || bytes[next] === OPEN_ARRAY || bytes.subarray(from, next).includes(NEWLINE)
  );
}

function readScalar(frame: Frame): boolean {
  const { window, limits } = frame;
  const end = scalarEnd(window.bytes, window.start);
  if (end === undefined) {
    const large = window.bytes.length - window.start > limits.maxRecordBytes;
    if (!large && !frame.final) {
      return false;
    }
    const flaw = large ? tooLarge(frame, window.start) : truncated(frame);
    const quoted = window.bytes[window.start] === QUOTE;
    return skipElement(frame, flaw, window.bytes.length, startSkim(0, quoted), undefined);
  }
  takePart(frame, end);
  return true;
}
