import { gzipSync } from 'node:zlib';
import { compress, init } from '@bokuweb/zstd-wasm';
import type { Decoder } from '../../../lib/intake/decode/decoder';
import { DEFAULT_LIMITS, type Item, type ReadLimits, readItems } from '../../../lib/intake/read';

/** Bytes in chunks of a size, or of sizes that repeat. */
export async function* chunked(
  bytes: Uint8Array,
  sizes: number | readonly number[] = 65536,
): AsyncIterable<Uint8Array> {
  const list = typeof sizes === 'number' ? [sizes] : sizes;
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, list[turn % list.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export interface ReadOptions {
  readonly sizes?: number | readonly number[];
  readonly limits?: Partial<ReadLimits>;
}

/** All items of an input. */
export async function readAll(
  input: string | Uint8Array,
  { sizes, limits }: ReadOptions = {},
): Promise<Item[]> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const items: Item[] = [];
  for await (const batch of readItems(chunked(bytes, sizes), { ...DEFAULT_LIMITS, ...limits })) {
    expect(batch.length).toBeGreaterThan(0);
    items.push(...batch);
  }
  return items;
}

/** What there is to say of an item in one value: its record, or why it has none. */
export function brief({ value, flaw, skip }: Item): unknown {
  return flaw !== undefined ? { flaw } : skip !== undefined ? { skip } : value;
}

export const values = (items: readonly Item[]): unknown[] =>
  items.filter(({ flaw, skip }) => flaw === undefined && skip === undefined).map(({ value }) => value);

export const flaws = (items: readonly Item[]): string[] => items.flatMap(({ flaw }) => flaw ?? []);

/** Compresses with zstd; `openZstd` must have been awaited. */
export const zstd = (bytes: Uint8Array, level = 3): Buffer =>
  Buffer.from(compress(Buffer.from(bytes), level));
export const openZstd = (): Promise<void> => init();

/** gzip in two members. */
export function gzipTwice(bytes: Uint8Array): Buffer {
  const half = bytes.length >> 1;
  return Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))]);
}

/** What a decoder makes of bytes: text (as Latin-1) and problems in order, neighbouring text joined. */
export function decodeWith(decoder: Decoder, bytes: Uint8Array, size = 65536): string[] {
  const out: { text: boolean; value: string }[] = [];
  const take = (pieces: Iterable<Uint8Array | string>) => {
    for (const piece of pieces) {
      const value = typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1');
      const last = out.at(-1);
      if (typeof piece !== 'string' && last?.text) {
        last.value += value;
      } else {
        out.push({ text: typeof piece !== 'string', value });
      }
    }
  };
  for (let at = 0; at < bytes.length; at += size) {
    take(decoder.write(bytes.subarray(at, at + size)));
  }
  take(decoder.end());
  decoder.close();
  return out.map(({ value }) => value);
}
