import { corrupt } from './corrupt';

const SLACK_BYTES = 1024 * 1024;

/** The output of a frame, of which the last window's worth stays for matches to copy from. */
export interface History {
  bytes: Buffer;
  end: number;
  readonly windowBytes: number;
}

export function openHistory(windowBytes: number): History {
  return { bytes: Buffer.allocUnsafeSlow(SLACK_BYTES), end: 0, windowBytes };
}

/**
 * Makes room for a block. The buffer grows with what was really written, up to one and a half windows: a header that
 * asks for much gets nothing for the asking.
 */
export function makeRoom(history: History, blockBytes: number): void {
  const { bytes, end, windowBytes } = history;
  if (end + blockBytes <= bytes.length) {
    return;
  }
  const kept = Math.min(end, windowBytes);
  const limit = windowBytes + Math.max(windowBytes / 2, SLACK_BYTES);
  const wanted = Math.max(kept + blockBytes, Math.min(2 * bytes.length, limit));
  const target = wanted > bytes.length ? Buffer.allocUnsafeSlow(wanted) : bytes;
  bytes.copy(target, 0, end - kept, end);
  history.bytes = target;
  history.end = kept;
}

export function writeLiterals(history: History, literals: Uint8Array, from: number, to: number): void {
  const { bytes } = history;
  let at = history.end;
  if (to - from > 32) {
    bytes.set(literals.subarray(from, to), at);
    history.end = at + to - from;
    return;
  }
  for (let source = from; source < to; source++) {
    bytes[at++] = literals[source] ?? 0;
  }
  history.end = at;
}

/** Copies `length` bytes from `offset` back; they may overlap what is being written. */
export function writeMatch(history: History, offset: number, length: number): void {
  const { bytes, end } = history;
  if (offset > end || offset > history.windowBytes) {
    corrupt('a match from before the window');
  }
  if (offset >= length && length > 32) {
    bytes.copyWithin(end, end - offset, end - offset + length);
  } else {
    for (let at = end; at < end + length; at++) {
      bytes[at] = bytes[at - offset] ?? 0;
    }
  }
  history.end = end + length;
}
