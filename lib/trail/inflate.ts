import { createHash } from 'node:crypto';
import type { Pieces } from '../intake/decode/decoder';
import { gzipDecoder } from '../intake/decode/gzip';
import { DEFAULT_LIMITS } from '../intake/limits';
import { fail, ok, type Result } from '../result';

/**
 * SHA-256 (hex) of what a gzip file inflates to, without holding it. Every member counts and nothing may follow the
 * last one: other readers would read what stands there. Fails where the data is not whole, or more than `maxBytes`.
 */
export async function inflatedHash(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<string>> {
  const hash = createHash('sha256');
  const problem = await inflate(chunks, maxBytes, (piece) => hash.update(piece));
  return problem === undefined ? ok(hash.digest('hex')) : fail(problem);
}

/** What a gzip file inflates to, under the same rules; for small files. */
export async function inflateWhole(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<Buffer>> {
  const pieces: Uint8Array[] = [];
  const problem = await inflate(chunks, maxBytes, (piece) => pieces.push(Uint8Array.from(piece)));
  return problem === undefined ? ok(Buffer.concat(pieces)) : fail(problem);
}

/** Hands over the inflated pieces, each good until the next; returns what is wrong with the file, at the first fault. */
async function inflate(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  take: (piece: Uint8Array) => void,
): Promise<string | undefined> {
  const decoder = gzipDecoder(DEFAULT_LIMITS);
  let bytes = 0;
  const accept = (parts: Pieces): string | undefined => {
    for (const part of parts) {
      if (typeof part === 'string') {
        return part;
      }
      bytes += part.length;
      if (bytes > maxBytes) {
        return `inflates to more than ${maxBytes} bytes`;
      }
      take(part);
    }
    return undefined;
  };
  try {
    for await (const chunk of chunks) {
      const problem = accept(decoder.write(chunk));
      if (problem !== undefined) {
        return problem;
      }
    }
    return accept(decoder.end());
  } finally {
    decoder.close();
  }
}
