import type { Decoder, Pieces } from './decode/decoder';
import { decoderFor, MAGIC_BYTES } from './decode/sniff';
import { type TextStage, textStage } from './decode/text-stage';
import type { ReadPayload } from './frame/frame';
import { type Framer, openFramer } from './frame/framer';
import { flawedItem, type Item } from './item';
import type { ReadLimits } from './limits';

/** Stored bytes in, batches of records out; `finish` once, when there are no more bytes, and `close` always. */
export interface Reader {
  push(chunk: Uint8Array): Iterable<readonly Item[]>;
  finish(): Iterable<readonly Item[]>;
  /** Nothing that still comes will be read. */
  readonly stopped: boolean;
  /** Bytes of decoded text so far. */
  readonly bytes: number;
  close(): void;
}

interface State {
  readonly limits: ReadLimits;
  /** Bytes of decoded text that are read. */
  readonly maxBytes: number;
  readonly framer: Framer;
  /** Stored bytes, too few as yet to tell how they are stored. */
  start: Uint8Array;
  decoder: Decoder | undefined;
  stage: TextStage;
  bytes: number;
}

type Batches = Iterable<readonly Item[]>;

/** Decoder, text stage and framer in a row. `maxBytes` bounds the decoded text; what exceeds it is not read. */
export function openReader(
  limits: ReadLimits,
  index: number,
  maxBytes: number,
  readPayload: ReadPayload,
): Reader {
  const framer = openFramer(limits, index, readPayload);
  const start = new Uint8Array(0);
  const state: State = { limits, maxBytes, framer, start, decoder: undefined, stage: textStage(), bytes: 0 };
  return {
    *push(chunk) {
      if (state.decoder !== undefined) {
        yield* pushPieces(state, state.decoder.write(chunk));
        return;
      }
      state.start = state.start.length === 0 ? chunk : Buffer.concat([state.start, chunk]);
      if (state.start.length >= MAGIC_BYTES) {
        yield* pushStart(state);
      }
    },
    *finish() {
      if (state.decoder === undefined) {
        yield* pushStart(state);
      }
      if (state.decoder !== undefined && !state.stage.refused) {
        yield* pushPieces(state, state.decoder.end());
      }
      yield* finishText(state, undefined);
      if (!framer.seen) {
        yield [flawedItem(framer.index, emptyReason(state), '')];
      }
    },
    get stopped() {
      return state.decoder?.stopped === true || state.stage.refused || state.bytes > maxBytes;
    },
    get bytes() {
      return state.bytes;
    },
    close() {
      state.decoder?.close();
    },
  };
}

function* pushStart(state: State): Batches {
  state.decoder = decoderFor(state.start, state.limits);
  yield* pushPieces(state, state.decoder.write(state.start));
}

function* pushPieces(state: State, pieces: Pieces): Batches {
  const { maxBytes } = state;
  for (const piece of pieces) {
    if (state.bytes > maxBytes) {
      return;
    }
    if (typeof piece === 'string') {
      yield* finishText(state, piece);
      continue;
    }
    state.bytes += piece.length;
    yield* state.bytes > maxBytes
      ? finishText(state, `payload larger than ${maxBytes} bytes; the rest is not read`)
      : pushText(state.framer, state.stage.push(piece));
  }
}

/** Text to the framer; a string is why the stage refuses the input. */
function* pushText(framer: Framer, text: Uint8Array | string): Batches {
  const items = typeof text === 'string' ? framer.finish(text) : text.length > 0 ? framer.push(text) : [];
  if (items.length > 0) {
    yield items;
  }
}

/** Ends the text, at the end of the input or because of a problem; what follows a problem starts afresh. */
function* finishText(state: State, problem: string | undefined): Batches {
  yield* pushText(state.framer, state.stage.finish());
  if (!state.stage.refused) {
    state.stage = textStage();
  }
  const items = state.framer.finish(problem);
  if (items.length > 0) {
    yield items;
  }
}

function emptyReason({ bytes, start }: State): string {
  if (bytes > 0) {
    return 'empty input: only white space';
  }
  return start.length > 0 ? 'empty input: nothing is stored in it' : 'empty input: no bytes';
}
