import type { ReadLimits } from '../limits';
import { crc32 } from './crc32';
import { type Decoder, PIECE_BYTES } from './decoder';
import { FIXED_BYTES, headerLength, isLikelyMember, isMemberStart, MAX_HEADER_BYTES } from './gzip-header';
import { openRawInflate, type RawInflate } from './inflate-raw';
import { type RatioGuard, ratioGuard } from './ratio-guard';

const TRAILER_BYTES = 8;
const MAGIC_BYTES = 4;
const MAGIC_FIRST_BYTE = 0x1f;
const NOTHING = new Uint8Array(0);

interface State {
  /** In a member's header (or before one), its deflate data, its trailer; after damage; or done for good. */
  part: 'header' | 'body' | 'trailer' | 'lost' | 'stopped';
  readonly inflate: RawInflate;
  readonly guard: RatioGuard;
  readonly output: Buffer;
  members: number;
  /** Checksum and length of the member's text so far, the length modulo 2^32. */
  crc: number;
  size: number;
}

/** Yields text or a problem; returns the bytes left over, or undefined when it cannot go on without more. */
type Step = Generator<Uint8Array | string, Uint8Array | undefined>;

/**
 * Reads gzip (RFC 1952): any number of members, zero padding after them. Truncated or corrupt data costs nothing
 * that stood before it; after a corrupt member reading goes on at the next one, if there is one.
 */
export function gzipDecoder(limits: ReadLimits): Decoder {
  const state: State = {
    part: 'header',
    inflate: openRawInflate(),
    guard: ratioGuard('gzip', limits),
    output: Buffer.allocUnsafeSlow(PIECE_BYTES),
    members: 0,
    crc: 0,
    size: 0,
  };
  let held: Uint8Array = NOTHING;
  return {
    *write(chunk) {
      let input: Uint8Array = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = NOTHING;
      while (input.length > 0) {
        const rest: Uint8Array | undefined = yield* step(state, input);
        if (rest === undefined) {
          held = Uint8Array.from(input);
          return;
        }
        state.guard.read(input.length - rest.length);
        input = rest;
      }
    },
    *end() {
      const bytes = state.guard.bytesIn + held.length;
      if (state.part === 'body' || state.part === 'trailer') {
        yield `truncated gzip: the input ends after ${bytes} bytes inside member ${state.members}`;
      } else if (state.part === 'header' && held.length > 0) {
        yield `truncated gzip: the input ends after ${bytes} bytes inside a header`;
      }
    },
    get stopped() {
      return state.part === 'stopped';
    },
    close() {
      state.inflate.close();
    },
  };
}

function* step(state: State, input: Uint8Array): Step {
  switch (state.part) {
    case 'header':
      return yield* readHeader(state, input);
    case 'body':
      return yield* readBody(state, input);
    case 'trailer':
      return yield* readTrailer(state, input);
    case 'lost':
      return seekMember(state, input);
    case 'stopped':
      return NOTHING;
  }
}

function* readHeader(state: State, input: Uint8Array): Step {
  if (state.members > 0 && input[0] === 0) {
    return input.subarray(zeroes(input));
  }
  if (input.length < MAGIC_BYTES) {
    return undefined;
  }
  if (!isMemberStart(input)) {
    state.part = 'lost';
    yield `bytes after the gzip data: no gzip member at byte ${state.guard.bytesIn}`;
    return input.subarray(1);
  }
  const length = headerLength(input);
  if (length === undefined && input.length < MAX_HEADER_BYTES) {
    return undefined;
  }
  state.part = 'body';
  state.members++;
  state.crc = 0;
  state.size = 0;
  state.inflate.reset();
  return input.subarray(length ?? MAX_HEADER_BYTES);
}

function* readBody(state: State, input: Uint8Array): Step {
  const { inflate, guard, output } = state;
  let rest = input;
  let full = true;
  while (full) {
    const { consumed, produced, ended, problem } = inflate.step(rest, output);
    if (produced > 0) {
      const piece = output.subarray(0, produced);
      state.crc = crc32(piece, state.crc);
      state.size = (state.size + produced) >>> 0;
      yield piece;
    }
    const bomb = guard.inflated(produced);
    if (bomb !== undefined) {
      state.part = 'stopped';
      yield bomb;
      return NOTHING;
    }
    if (problem !== undefined) {
      state.part = 'lost';
      yield `corrupt gzip: ${problem}, near byte ${guard.bytesIn}`;
      return rest.subarray(1);
    }
    rest = rest.subarray(consumed);
    state.part = ended ? 'trailer' : 'body';
    // All input taken and all room used: more output may be waiting, and needs no more input.
    full = rest.length === 0 && produced === output.length;
  }
  return rest;
}

function* readTrailer(state: State, input: Uint8Array): Step {
  if (input.length < TRAILER_BYTES) {
    return undefined;
  }
  const { guard, members, crc, size } = state;
  const view = new DataView(input.buffer, input.byteOffset, TRAILER_BYTES);
  state.part = 'header';
  if (view.getUint32(0, true) !== crc) {
    yield `corrupt gzip: checksum of member ${members} differs, near byte ${guard.bytesIn}`;
  } else if (view.getUint32(4, true) !== size) {
    yield `corrupt gzip: length of member ${members} differs, near byte ${guard.bytesIn}`;
  }
  return input.subarray(TRAILER_BYTES);
}

/** Passes damaged bytes up to the next member. */
function seekMember(state: State, input: Uint8Array): Uint8Array | undefined {
  for (let at = input.indexOf(MAGIC_FIRST_BYTE); at !== -1; at = input.indexOf(MAGIC_FIRST_BYTE, at + 1)) {
    if (at + FIXED_BYTES > input.length) {
      return at === 0 ? undefined : input.subarray(at);
    }
    if (isLikelyMember(input, at)) {
      state.part = 'header';
      return input.subarray(at);
    }
  }
  return NOTHING;
}

function zeroes(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0) {
    at++;
  }
  return at;
}
