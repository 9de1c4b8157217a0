/**
 * Turns the stored bytes of an object into the bytes of its text, piece by piece. A piece is valid until the next
 * one is asked for. A string among them names what is wrong at that place: everything before it has been handed
 * over, and pieces after it start afresh (the next gzip member).
 */
export interface Decoder {
  write(chunk: Uint8Array): Pieces;
  /** The input is over. */
  end(): Pieces;
  /** Nothing that still comes will be read. */
  readonly stopped: boolean;
  /** Frees what the decoder holds; also after an error, and when the reader stops early. */
  close(): void;
}

export type Pieces = Iterable<Uint8Array | string>;

/** Bytes of a piece: large enough that calls do not count, small enough to stay in the cache. */
export const PIECE_BYTES = 256 * 1024;

/** Text that is stored as it is. */
export function plainDecoder(): Decoder {
  return {
    *write(chunk) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        yield chunk.subarray(at, at + PIECE_BYTES);
      }
    },
    *end() {},
    stopped: false,
    close() {},
  };
}
