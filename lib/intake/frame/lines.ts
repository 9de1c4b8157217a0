import { recordItem } from '../item';
import { openEnvelopes } from '../unwrap/unwrap';
import { NEWLINE, RETURN } from './bytes';
import { utf8Flaw } from './emit';
import { advance, byteNumber, emitFlaw, type Frame, TOP } from './frame';
import { startSkim } from './skim';
import { textOf } from './window';

/** Reads the line of text that begins at `from`. False when its end has not come yet. */
export function readLine(frame: Frame, from: number): boolean {
  const { window, limits } = frame;
  window.start = from;
  const newline = window.bytes.indexOf(NEWLINE, window.start + frame.searched);
  const end = newline === -1 ? window.bytes.length : newline;
  if (end - window.start > limits.maxLineBytes) {
    frame.place = { kind: 'skip', over: 'line', skim: startSkim(0), opening: undefined, back: TOP };
    emitFlaw(
      frame,
      `line larger than ${limits.maxLineBytes} bytes, at ${byteNumber(frame, window.start)}`,
      end,
    );
    return true;
  }
  if (newline === -1 && !frame.final) {
    frame.searched = end - window.start;
    return false;
  }
  emitLine(frame, end);
  advance(frame, newline === -1 ? end : newline + 1);
  frame.lines = true;
  frame.textual = true;
  frame.midLine = false;
  return true;
}

function emitLine(frame: Frame, end: number): void {
  const { window } = frame;
  const to = window.bytes[end - 1] === RETURN ? end - 1 : end;
  const flaw = utf8Flaw(frame, window.start, to) ?? zeroFlaw(frame, to);
  if (flaw !== undefined) {
    emitFlaw(frame, flaw, to);
    return;
  }
  const line = textOf(window, window.start, to);
  const opened = openEnvelopes(line, line, frame) ?? [recordItem(frame.index, line, line)];
  for (const item of opened) {
    frame.items.push(item);
  }
  frame.index += opened.length;
}

function zeroFlaw(frame: Frame, to: number): string | undefined {
  const { window } = frame;
  const zero = window.zero ? window.bytes.indexOf(0, window.start) : -1;
  return zero !== -1 && zero < to ? `not text: a zero byte at ${byteNumber(frame, zero)}` : undefined;
}
