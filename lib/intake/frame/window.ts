import { isAscii } from 'node:buffer';

const NO_ROOM = Buffer.alloc(0);

/** The bytes not yet consumed, in one growing buffer: a record cut by a piece's end is put together here. */
export interface Window {
  /** Exactly the bytes there are; those before `start` are consumed. */
  bytes: Buffer;
  start: number;
  /** Offset in the whole input of `bytes[0]`. */
  base: number;
  /** No byte above 0x7F is among them, so that Latin-1 decoding gives the same text, faster. */
  ascii: boolean;
  /** A zero byte is among them. */
  zero: boolean;
  /** Where `bytes` is kept; larger, so that appending seldom allocates. */
  room: Buffer;
}

export function openWindow(): Window {
  // Room comes with the first piece: many an input is one small record of a stream.
  return { bytes: NO_ROOM, start: 0, base: 0, ascii: true, zero: false, room: NO_ROOM };
}

/** Copies a piece behind what is left; offsets from `start` stay true, offsets from 0 do not. */
export function append(window: Window, piece: Uint8Array): void {
  const kept = window.bytes.length - window.start;
  const needed = kept + piece.length;
  const room = needed <= window.room.length ? window.room : Buffer.allocUnsafeSlow(2 * needed);
  if (window.start > 0 || room !== window.room) {
    window.bytes.copy(room, 0, window.start);
  }
  room.set(piece, kept);
  window.ascii = isAscii(piece) && (kept === 0 || window.ascii);
  window.zero = piece.includes(0) || (kept > 0 && window.zero);
  window.base += window.start;
  window.room = room;
  window.bytes = room.subarray(0, needed);
  window.start = 0;
}

/** Text of a part of the window; invalid UTF-8 shows as U+FFFD, so check for it where that matters. */
export function textOf(window: Window, from: number, to: number): string {
  return window.ascii ? window.bytes.toString('latin1', from, to) : window.bytes.toString('utf8', from, to);
}
