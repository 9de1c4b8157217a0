import type { Item } from '../item';
import { flawedItem, RAW_LIMIT } from '../item';
import type { ReadLimits } from '../limits';
import { readElement } from './array';
import { advance, type Frame, openFrame, type ReadPayload, TOP } from './frame';
import type { Skim } from './skim';
import { skimToEnd } from './skim';
import { skipRest } from './skip';
import { readTop } from './top';
import { append, textOf } from './window';

/** Finds the records in text that comes in pieces: wrapped, in an array, one a line, one after another, or plain lines. */
export interface Framer {
  /** Records that end in this piece. */
  push(piece: Uint8Array): readonly Item[];
  /** The records left at the end; `problem` says why the bytes end too early, and becomes a flawed one. */
  finish(problem?: string): readonly Item[];
  /** Number the next record will have. */
  readonly index: number;
  /** Something other than white space has been there, or been missed. */
  readonly seen: boolean;
}

export function openFramer(limits: ReadLimits, index: number, readPayload: ReadPayload): Framer {
  const frame = openFrame(limits, index, readPayload);
  return {
    get index() {
      return frame.index;
    },
    get seen() {
      return frame.seen;
    },
    push(piece) {
      append(frame.window, piece);
      readAll(frame);
      return takeItems(frame);
    },
    finish(problem) {
      frame.final = problem === undefined;
      readAll(frame);
      const flaw = problem ?? unclosed(frame);
      frame.seen ||= flaw !== undefined;
      if (flaw !== undefined) {
        const { bytes, start } = frame.window;
        const rest = textOf(frame.window, start, Math.min(bytes.length, start + RAW_LIMIT));
        frame.items.push(flawedItem(frame.index++, flaw, rest));
      }
      advance(frame, frame.window.bytes.length);
      frame.place = TOP;
      return takeItems(frame);
    },
  };
}

function takeItems(frame: Frame): readonly Item[] {
  const { items } = frame;
  frame.items = [];
  return items;
}

function readAll(frame: Frame): void {
  while (frame.window.start < frame.window.bytes.length && step(frame)) {
    // Each step consumes bytes or changes the place.
  }
}

function step(frame: Frame): boolean {
  const { place } = frame;
  switch (place.kind) {
    case 'top':
      return readTop(frame);
    case 'array':
      return readElement(frame, place.array);
    case 'skip':
      return skipRest(frame, place);
    case 'tail':
      return readTail(frame, place.skim);
  }
}

/** Passes what a wrapper has behind its records. */
function readTail(frame: Frame, skim: Skim): boolean {
  const end = skimToEnd(skim, frame.window.bytes, frame.window.start);
  advance(frame, end ?? frame.window.bytes.length);
  if (end !== undefined) {
    frame.place = TOP;
  }
  return end !== undefined;
}

function unclosed({ place }: Frame): string | undefined {
  if (place.kind === 'array') {
    const member = place.array.member === undefined ? '' : ` of "${place.array.member}"`;
    return `truncated JSON: the input ends before the array${member} is closed`;
  }
  return place.kind === 'tail'
    ? 'truncated JSON: the input ends before the object around the records is closed'
    : undefined;
}
