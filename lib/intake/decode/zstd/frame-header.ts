import { corrupt } from './corrupt';

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
/** Magic, descriptor, and one byte of window or size. */
const MIN_BYTES = 6;
const RESERVED_BIT = 0x08;
const SINGLE_SEGMENT_BIT = 0x20;
const CHECKSUM_BIT = 0x04;
const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

/** Bytes of history a frame may ask for, 128 MiB: what the reference decoder allows by default. */
export const MAX_WINDOW_BYTES = 128 * 1024 * 1024;

export interface FrameHeader {
  readonly bytes: number;
  readonly windowBytes: number;
  readonly checksum: boolean;
}

export function isFrameMagic(bytes: Uint8Array, at = 0): boolean {
  return littleEndian(bytes, at, 4) === MAGIC;
}

/** A frame whose content is to be passed over (RFC 8878, 3.1.2). */
export function isSkippableMagic(bytes: Uint8Array, at = 0): boolean {
  return littleEndian(bytes, at, 4) - (littleEndian(bytes, at, 4) % 16) === SKIPPABLE_MAGIC;
}

/** The header at the start of `bytes`, magic included; undefined when more bytes are needed. */
export function frameHeader(bytes: Uint8Array): FrameHeader | undefined {
  const descriptor = bytes[4] ?? 0;
  const single = (descriptor & SINGLE_SEGMENT_BIT) !== 0;
  const dictionaryBytes = DICTIONARY_BYTES[descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 && single ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
  const dictionaryAt = single ? 5 : 6;
  const sizeAt = dictionaryAt + dictionaryBytes;
  if (bytes.length < MIN_BYTES || bytes.length < sizeAt + sizeBytes) {
    return undefined;
  }
  if (descriptor & RESERVED_BIT) {
    return corrupt('a reserved bit is set in the frame header');
  }
  if (littleEndian(bytes, dictionaryAt, dictionaryBytes) !== 0) {
    return corrupt('the frame needs a dictionary');
  }
  const contentBytes = littleEndian(bytes, sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  const windowBytes = single ? contentBytes : windowSize(bytes[5] ?? 0);
  if (windowBytes > MAX_WINDOW_BYTES) {
    return corrupt(`the frame asks for a window of ${windowBytes} bytes, the limit is ${MAX_WINDOW_BYTES}`);
  }
  return { bytes: sizeAt + sizeBytes, windowBytes, checksum: (descriptor & CHECKSUM_BIT) !== 0 };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** An unsigned number of up to 8 bytes; beyond 2^53 it is not exact, which no limit here allows anyway. */
export function littleEndian(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let byte = length - 1; byte >= 0; byte--) {
    value = value * 256 + (bytes[at + byte] ?? 0);
  }
  return value;
}
