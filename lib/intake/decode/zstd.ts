import type { ReadLimits } from '../limits';
import type { Decoder } from './decoder';
import { type RatioGuard, ratioGuard } from './ratio-guard';
import {
  BLOCK_HEADER_BYTES,
  type BlockHeader,
  blockHeader,
  type FrameState,
  readBlock,
  startFrame,
} from './zstd/block';
import { CorruptZstd } from './zstd/corrupt';
import { frameHeader, isFrameMagic, isSkippableMagic, littleEndian } from './zstd/frame-header';
import { openXxh64, type Xxh64 } from './zstd/xxh64';

const MAGIC_BYTES = 4;
const MAGIC_FIRST_BYTE = 0x28;
const SKIPPABLE_HEADER_BYTES = 8;
const CHECKSUM_BYTES = 4;

/** True where bytes look like the start of a zstd frame. */
export function isZstdStart(bytes: Uint8Array): boolean {
  return isFrameMagic(bytes) || isSkippableMagic(bytes);
}

/** What comes next; `lost` after damage, `stopped` when nothing more is to be read. */
type Part =
  | { readonly kind: 'magic' | 'frame-header' | 'block-header' | 'checksum' | 'lost' | 'stopped' }
  | { readonly kind: 'block'; readonly header: BlockHeader }
  | { readonly kind: 'skippable'; readonly left: number };

interface State {
  part: Part;
  readonly guard: RatioGuard;
  frames: number;
  frame: FrameState;
  checksum: Xxh64 | undefined;
  /** Bytes without which the next part cannot be read. */
  needed: number;
}

/** Yields text or a problem; returns how many bytes it took, or undefined when `needed` bytes are not there. */
type Step = Generator<Uint8Array | string, number | undefined>;

/**
 * Reads zstd (RFC 8878): any number of frames, skippable ones too, with their checksums. Each block is handed over
 * as soon as it is there, so that truncated or corrupt data costs nothing that stood before it; after a corrupt
 * frame reading goes on at the next one, if there is one. Why not a package: those that stream in plain JavaScript
 * check neither bounds nor checksums (a block of ten bytes can keep them busy for minutes), and Node itself has zstd
 * only from 22.15 on.
 */
export function zstdDecoder(limits: ReadLimits): Decoder {
  const state: State = {
    part: { kind: 'magic' },
    guard: ratioGuard('zstd', limits),
    frames: 0,
    frame: startFrame(0),
    checksum: undefined,
    needed: 1,
  };
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  return {
    *write(chunk) {
      heldBytes += chunk.length;
      if (heldBytes < state.needed) {
        held.push(Uint8Array.from(chunk));
        return;
      }
      const rest = yield* readParts(state, held.length === 0 ? chunk : Buffer.concat([...held, chunk]));
      held = rest.length === 0 ? [] : [Uint8Array.from(rest)];
      heldBytes = rest.length;
    },
    *end() {
      const { kind } = state.part;
      if (kind !== 'stopped' && kind !== 'lost' && (kind !== 'magic' || heldBytes > 0)) {
        const bytes = state.guard.bytesIn + heldBytes;
        yield `truncated zstd: the input ends after ${bytes} bytes inside frame ${Math.max(state.frames, 1)}`;
      }
    },
    get stopped() {
      return state.part.kind === 'stopped';
    },
    close() {},
  };
}

/** Reads all the parts that are there; the bytes left over. */
function* readParts(state: State, input: Uint8Array): Generator<Uint8Array | string, Uint8Array> {
  let rest = input;
  while (rest.length > 0 || isEmptyBlock(state.part)) {
    let taken: number | undefined;
    try {
      taken = yield* step(state, rest);
    } catch (error) {
      if (!(error instanceof CorruptZstd)) {
        throw error;
      }
      state.part = { kind: 'lost' };
      taken = 1;
      yield `corrupt zstd: ${error.message}, near byte ${state.guard.bytesIn}`;
    }
    if (taken === undefined) {
      return rest;
    }
    state.guard.read(taken);
    rest = rest.subarray(taken);
  }
  state.needed = 1;
  return rest;
}

const isEmptyBlock = (part: Part) => part.kind === 'block' && part.header.stored === 0;

function* step(state: State, input: Uint8Array): Step {
  const { part } = state;
  switch (part.kind) {
    case 'magic':
      return yield* readMagic(state, input);
    case 'frame-header':
      return readFrameHeader(state, input);
    case 'block-header':
      return readBlockHeader(state, input);
    case 'block':
      return yield* readContent(state, input, part.header);
    case 'checksum':
      return yield* readChecksum(state, input);
    case 'skippable':
      return skip(state, input, part.left);
    case 'lost':
      return seekFrame(state, input);
    case 'stopped':
      return input.length;
  }
}

/** True when so many bytes are there; else notes how many are needed. */
function has(state: State, input: Uint8Array, bytes: number): boolean {
  state.needed = bytes;
  return input.length >= bytes;
}

function* readMagic(state: State, input: Uint8Array): Step {
  if (!has(state, input, MAGIC_BYTES)) {
    return undefined;
  }
  if (isFrameMagic(input)) {
    state.part = { kind: 'frame-header' };
    return 0;
  }
  if (!isSkippableMagic(input)) {
    state.part = { kind: 'lost' };
    yield `bytes after the zstd data: no zstd frame at byte ${state.guard.bytesIn}`;
    return 1;
  }
  if (!has(state, input, SKIPPABLE_HEADER_BYTES)) {
    return undefined;
  }
  state.part = { kind: 'skippable', left: littleEndian(input, MAGIC_BYTES, 4) };
  return SKIPPABLE_HEADER_BYTES;
}

function readFrameHeader(state: State, input: Uint8Array): number | undefined {
  const header = frameHeader(input);
  if (header === undefined) {
    state.needed = input.length + 1;
    return undefined;
  }
  state.frames++;
  state.frame = startFrame(header.windowBytes);
  state.checksum = header.checksum ? openXxh64() : undefined;
  state.part = { kind: 'block-header' };
  return header.bytes;
}

function readBlockHeader(state: State, input: Uint8Array): number | undefined {
  if (!has(state, input, BLOCK_HEADER_BYTES)) {
    return undefined;
  }
  state.part = { kind: 'block', header: blockHeader(input, state.frame) };
  return BLOCK_HEADER_BYTES;
}

function* readContent(state: State, input: Uint8Array, header: BlockHeader): Step {
  if (!has(state, input, header.stored)) {
    return undefined;
  }
  const text = readBlock(state.frame, header, input.subarray(0, header.stored));
  state.checksum?.update(text);
  state.part = { kind: header.last ? (state.checksum === undefined ? 'magic' : 'checksum') : 'block-header' };
  if (text.length > 0) {
    yield text;
  }
  const bomb = state.guard.inflated(text.length);
  if (bomb !== undefined) {
    state.part = { kind: 'stopped' };
    yield bomb;
  }
  return header.stored;
}

function* readChecksum(state: State, input: Uint8Array): Step {
  if (!has(state, input, CHECKSUM_BYTES)) {
    return undefined;
  }
  state.part = { kind: 'magic' };
  if (littleEndian(input, 0, CHECKSUM_BYTES) !== state.checksum?.low32()) {
    yield `corrupt zstd: checksum of frame ${state.frames} differs, near byte ${state.guard.bytesIn}`;
  }
  return CHECKSUM_BYTES;
}

function skip(state: State, input: Uint8Array, left: number): number {
  const bytes = Math.min(left, input.length);
  state.part = bytes === left ? { kind: 'magic' } : { kind: 'skippable', left: left - bytes };
  return bytes;
}

/** Passes damaged bytes up to the next frame. */
function seekFrame(state: State, input: Uint8Array): number | undefined {
  for (let at = input.indexOf(MAGIC_FIRST_BYTE); at !== -1; at = input.indexOf(MAGIC_FIRST_BYTE, at + 1)) {
    if (isFrameMagic(input, at)) {
      state.part = { kind: 'magic' };
      return at;
    }
    if (at + MAGIC_BYTES > input.length) {
      state.needed = MAGIC_BYTES;
      return at === 0 ? undefined : at;
    }
  }
  return input.length;
}
