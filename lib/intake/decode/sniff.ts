import type { ReadLimits } from '../limits';
import { type Decoder, plainDecoder } from './decoder';
import { gzipDecoder } from './gzip';
import { isMemberStart } from './gzip-header';
import { isZstdStart, zstdDecoder } from './zstd';

/** Bytes at the start of an object that tell how it is stored. */
export const MAGIC_BYTES = 4;

/** The decoder for an object that starts with these bytes; names and content types are not asked, they lie. */
export function decoderFor(start: Uint8Array, limits: ReadLimits): Decoder {
  if (isMemberStart(start)) {
    return gzipDecoder(limits);
  }
  return isZstdStart(start) ? zstdDecoder(limits) : plainDecoder();
}
