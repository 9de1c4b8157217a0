import type { Item } from '../item';
import { flawedItem, RAW_LIMIT } from '../item';
import type { ReadLimits } from '../limits';
import { OPENING_BYTES } from './opening';
import { type Scan, startScan } from './scan';
import type { Skim } from './skim';
import { openWindow, textOf, type Window } from './window';

/** The array whose elements are the records: `{"Records":[…]}`, or a bare one. */
export interface ArrayPlace {
  /** The member that holds it; undefined for a bare array. */
  readonly member: string | undefined;
  /** `{"firstKey":` as the last good record wrote it: where the next one starts, most likely. */
  opening: Buffer | undefined;
  /** How often that was wrong. */
  misses: number;
}

/** Where in the input's structure the reading stands. */
export type Place =
  | { readonly kind: 'top' }
  | { readonly kind: 'array'; readonly array: ArrayPlace }
  /** Behind the array of a wrapper, up to the wrapper's end. */
  | { readonly kind: 'tail'; readonly skim: Skim }
  /** Inside something quarantined already, up to its end; then on at `back`. */
  | Skip;

/** What is skipped ends with its line, or with its brackets; or where `opening`, if known, begins the next record. */
export interface Skip {
  readonly kind: 'skip';
  readonly over: 'line' | 'value';
  readonly skim: Skim;
  readonly opening: Buffer | undefined;
  readonly back: Place;
}

/** Opens the payload inside a record (compressed, base64) and gives its records, numbered from `index`. */
export type ReadPayload = (bytes: Uint8Array, limits: ReadLimits, index: number) => Item[];

/** The state of reading one input's text. */
export interface Frame {
  readonly limits: ReadLimits;
  readonly readPayload: ReadPayload;
  readonly window: Window;
  readonly scan: Scan;
  /** Bytes from the window's start on in which the line's end has been looked for. */
  searched: number;
  /** A scan of the record at the window's start has begun. */
  scanning: boolean;
  place: Place;
  /** Records found since they were last taken. */
  items: Item[];
  /** Number of the next record. */
  index: number;
  /** Something other than white space has been there. */
  seen: boolean;
  /** No more bytes will come. */
  final: boolean;
  /** `{"firstKey":` as the last record that stood by itself wrote it. */
  opening: Buffer | undefined;
  /** The last record filled its line, as far as was seen: the next may be taken by its line as well. */
  guessLines: boolean;
  /** A record has ended on the line on which the window starts. */
  midLine: boolean;
  /** The last record was whole on one line. */
  oneLine: boolean;
  /** Records have been seen that are one line each: a broken one then ends with its line. */
  lines: boolean;
  /** The last record was a line of text: one that only starts like JSON is text as well. */
  textual: boolean;
  /** What is at the window's start has been tried as JSON and is to be read as a line. */
  asLine: boolean;
}

export const TOP: Place = { kind: 'top' };

export function openFrame(limits: ReadLimits, index: number, readPayload: ReadPayload): Frame {
  return {
    limits,
    readPayload,
    window: openWindow(),
    scan: startScan(limits.maxDepth),
    searched: 0,
    scanning: false,
    place: TOP,
    items: [],
    index,
    seen: false,
    final: false,
    opening: undefined,
    guessLines: true,
    midLine: false,
    oneLine: false,
    lines: false,
    textual: false,
    asLine: false,
  };
}

/** Quarantines the bytes from the window's start up to `to`, and goes there. */
export function emitFlaw(frame: Frame, flaw: string, to: number): void {
  const from = frame.window.start;
  const text = textOf(frame.window, from, Math.min(to, from + RAW_LIMIT));
  frame.items.push(flawedItem(frame.index++, flaw, text));
  advance(frame, to);
}

/** Goes to the next record. */
export function advance(frame: Frame, to: number): void {
  frame.window.start = to;
  frame.searched = 0;
  frame.scanning = false;
  frame.asLine = false;
}

/** More bytes may come, and fewer than a record's opening are there from `at` on: too few to tell what follows. */
export function endsSoon(frame: Frame, at: number): boolean {
  return !frame.final && frame.window.bytes.length - at < OPENING_BYTES;
}

/** `byte N` of the input's text, for messages; `at` counts from the window's first byte. */
export function byteNumber(frame: Frame, at: number): string {
  return `byte ${frame.window.base + at}`;
}
