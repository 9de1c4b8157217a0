import { corrupt } from './corrupt';
import { type History, makeRoom, openHistory } from './history';
import type { HuffmanTable } from './huffman';
import { readLiterals } from './literals';
import { runSequences, type SequenceState, startSequences } from './sequences';

export const BLOCK_HEADER_BYTES = 3;
const MAX_BLOCK_BYTES = 128 * 1024;
const RAW = 0;
const RLE = 1;
const COMPRESSED = 2;

export interface BlockHeader {
  readonly last: boolean;
  readonly type: number;
  /** Bytes of the block's content as it is stored. */
  readonly stored: number;
  /** Bytes it stands for, or for a compressed block the same as `stored`. */
  readonly size: number;
}

/** A frame being read: what its blocks share. */
export interface FrameState {
  readonly history: History;
  readonly maxBlockBytes: number;
  readonly sequences: SequenceState;
  huffman: HuffmanTable | undefined;
}

export function startFrame(windowBytes: number): FrameState {
  return {
    history: openHistory(windowBytes),
    maxBlockBytes: Math.min(windowBytes, MAX_BLOCK_BYTES),
    sequences: startSequences(),
    huffman: undefined,
  };
}

export function blockHeader(bytes: Uint8Array, frame: FrameState): BlockHeader {
  const [first = 0, second = 0, third = 0] = bytes;
  const type = (first >> 1) & 3;
  const size = (first >> 3) | (second << 5) | (third << 13);
  if (type > COMPRESSED) {
    return corrupt('a block of the reserved type');
  }
  if (size > frame.maxBlockBytes) {
    return corrupt(`a block of ${size} bytes, the limit is ${frame.maxBlockBytes}`);
  }
  return { last: (first & 1) === 1, type, size, stored: type === RLE ? 1 : size };
}

/** The text of a block; valid until the next block is read. */
export function readBlock(frame: FrameState, header: BlockHeader, content: Uint8Array): Uint8Array {
  const { history, maxBlockBytes } = frame;
  makeRoom(history, maxBlockBytes);
  const from = history.end;
  if (header.type === RAW) {
    history.bytes.set(content, from);
    history.end += content.length;
  } else if (header.type === RLE) {
    history.bytes.fill(content[0] ?? 0, from, from + header.size);
    history.end += header.size;
  } else {
    const { literals, bytes, table } = readLiterals(content, maxBlockBytes, frame.huffman);
    frame.huffman = table;
    runSequences(content.subarray(bytes), literals, frame.sequences, history, maxBlockBytes);
  }
  return history.bytes.subarray(from, history.end);
}
