import { zstdDecoder } from '../../../../lib/intake/decode/zstd';
import { openXxh64 } from '../../../../lib/intake/decode/zstd/xxh64';
import { DEFAULT_LIMITS } from '../../../../lib/intake/limits';
import { decodeWith, openZstd, zstd } from '../support';

const decode = (bytes: Uint8Array, size?: number) => decodeWith(zstdDecoder(DEFAULT_LIMITS), bytes, size);

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
const bytesOf = (...parts: readonly (readonly number[])[]) => Buffer.from(parts.flat());
/** A frame with an 8 KiB window and blocks given as [type, size, content]. */
const frame = (...blocks: readonly (readonly [number, number, readonly number[]])[]) =>
  bytesOf(
    MAGIC,
    [0x00, 0x18],
    ...blocks.map(([type, size, content], at) => {
      const header = (size << 3) | (type << 1) | (at === blocks.length - 1 ? 1 : 0);
      return [header & 255, (header >> 8) & 255, header >> 16, ...content];
    }),
  );

/** The same frame with the checksum flag and a checksum. */
function withChecksum(stored: Buffer, text: string): Buffer {
  const hash = openXxh64();
  hash.update(Buffer.from(text));
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(hash.low32());
  const flagged = Buffer.from(stored);
  flagged[4] = (flagged[4] ?? 0) | 4;
  return Buffer.concat([flagged, sum]);
}

const lines = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `${(n * 7919) % 1013} user${n % 37} GetObject ${'x'.repeat(n % 50)}`,
  ).join('\n');

beforeAll(openZstd);

describe.each([1, 3, 9, 19])('level %d', (level) => {
  test.each([0, 1, 20, 1000, 10_000])('%d lines come out as they went in', (count) => {
    const text = lines(count);

    expect(decode(zstd(Buffer.from(text), level)).join('')).toBe(text);
  });
});

test('chunks do not matter', () => {
  const stored = Buffer.concat([
    zstd(Buffer.from('abc')),
    zstd(Buffer.from(lines(500))),
    zstd(Buffer.alloc(0)),
  ]);

  for (const size of [1, 2, 3, 17, 1000]) {
    expect(decode(stored, size)).toEqual([`abc${lines(500)}`]);
  }
});

test('raw and repeated blocks, and skippable frames', () => {
  const skippable = bytesOf([0x5a, 0x2a, 0x4d, 0x18], [3, 0, 0, 0], [1, 2, 3]);

  expect(decode(Buffer.concat([skippable, frame([0, 3, [97, 98, 99]], [1, 5, [100]]), skippable]))).toEqual([
    'abcddddd',
  ]);
});

test('checksums are checked', () => {
  const good = withChecksum(zstd(Buffer.from(lines(300))), lines(300));
  const wrong = Buffer.from(good);
  wrong.writeUInt8((wrong.at(-1) ?? 0) ^ 1, wrong.length - 1);

  expect(decode(good)).toEqual([lines(300)]);
  expect(decode(Buffer.concat([wrong, good]))).toEqual([
    lines(300),
    expect.stringMatching(/^corrupt zstd: checksum of frame 1 differs/),
    lines(300),
  ]);
});

test.each([
  ['nothing but the magic', bytesOf(MAGIC), /truncated zstd: the input ends after 4 bytes inside frame 1/],
  ['a block cut', frame([0, 9, [97]]), /truncated zstd/],
  ['a reserved header bit', bytesOf(MAGIC, [0x08, 0x18, 1, 0, 0]), /reserved bit/],
  ['a dictionary', bytesOf(MAGIC, [0x01, 0x18, 7, 1, 0, 0]), /needs a dictionary/],
  [
    'a window of 2 TiB',
    bytesOf(MAGIC, [0x00, 0xf8, 1, 0, 0]),
    /window of 2199023255552 bytes, the limit is 134217728/,
  ],
  [
    'a segment of 1 TiB',
    bytesOf(MAGIC, [0xe0, 0, 0, 0, 0, 0, 1, 0, 0], [1, 0, 0]),
    /window of 1099511627776 bytes/,
  ],
  ['the reserved block type', frame([3, 1, [0]]), /reserved type/],
  ['a block larger than the window', frame([1, 100_000, [97]]), /block of 100000 bytes, the limit is 8192/],
  ['literals beyond the block', frame([2, 3, [0xfc, 0xff, 0xff]]), /beyond their block/],
  ['literals of a table that is not there', frame([2, 6, [0x23, 0x40, 0, 1, 0, 0]]), /there is none|beyond/],
  ['reserved bits in the sequences', frame([2, 4, [0x00, 1, 3, 1]]), /reserved bits/],
  ['a match before the start', frame([2, 9, [0x00, 1, 0x54, 0, 3, 0, 0xff, 0xff, 0xff]]), /match|beyond/],
  [
    'something else behind a frame',
    Buffer.concat([frame([0, 1, [97]]), Buffer.from('else')]),
    /bytes after the zstd data/,
  ],
])('%s is a problem with a name', (_, bytes, problem) => {
  expect(decode(bytes).at(-1)).toMatch(problem);
});

test('a tiny block cannot keep the decoder busy', () => {
  // 98 303 sequences of 65 538 bytes each, all from tables of one symbol with hardly a bit of input.
  const endless = [0x00, 0xff, 0xff, 0xff, 0x54, 0, 0, 52, 0xff, 0xff, 0xff, 0xff];

  expect(decode(frame([2, endless.length, endless])).at(-1)).toMatch(/^corrupt zstd/);
});

test('after a corrupt frame the next one is read', () => {
  const broken = zstd(Buffer.from(lines(5000)));
  broken.fill(0x55, broken.length >> 1);

  const out = decode(Buffer.concat([broken, zstd(Buffer.from('good'))]));

  expect(out.some((text) => text.startsWith('corrupt zstd: '))).toBe(true);
  expect(out.at(-1)).toBe('good');
});

test('XXH64 equals its published values, however the bytes come', () => {
  const long = Buffer.from(lines(100));
  const hash = (...parts: readonly Uint8Array[]) => {
    const state = openXxh64();
    for (const part of parts) {
      state.update(part);
    }
    return state.low32();
  };

  expect(hash().toString(16)).toBe('51d8e999');
  expect(hash(Buffer.from('abc')).toString(16)).toBe('ad770999');
  expect(hash(long.subarray(0, 45), long.subarray(45, 46), long.subarray(46))).toBe(hash(long));
});
