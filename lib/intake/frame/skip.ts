import { NEWLINE } from './bytes';
import type { Frame, Place } from './frame';
import { findOpening, OPENING_BYTES } from './opening';
import { findRecordLine, skimToEnd } from './skim';

type SkipPlace = Extract<Place, { kind: 'skip' }>;

/** Drops bytes of something quarantined up to its end. False when the end has not come yet. */
export function skipRest(frame: Frame, place: SkipPlace): boolean {
  const { window } = frame;
  const end = place.over === 'line' ? lineEnd(window.bytes, window.start) : valueEnd(frame, place);
  if (end === undefined) {
    window.start = Math.max(window.start, keptFrom(frame, place));
    return false;
  }
  window.start = end;
  frame.place = place.back;
  return true;
}

function lineEnd(bytes: Buffer, from: number): number | undefined {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline === -1 ? undefined : newline + 1;
}

/** The end by its brackets, or before what looks like the next record: whichever comes first. */
function valueEnd(frame: Frame, place: SkipPlace): number | undefined {
  const { bytes, start } = frame.window;
  const top = place.back.kind === 'top';
  const boundary = place.opening && findOpening(bytes, place.opening, start, top);
  const line = top ? findRecordLine(bytes, start, bytes.length) : undefined;
  const limit = Math.min(boundary?.end ?? bytes.length, line ?? bytes.length);
  const found = limit < bytes.length;
  const to = found ? limit : keptFrom(frame, place);
  const end = to > start ? skimToEnd(place.skim, bytes.subarray(0, to), start) : undefined;
  return end ?? (found ? limit : undefined);
}

/** Where bytes begin that may belong to the next record's opening, and are looked at again with those that follow. */
function keptFrom(frame: Frame, place: SkipPlace): number {
  const { length } = frame.window.bytes;
  return place.over === 'line' || frame.final ? length : length - OPENING_BYTES;
}
