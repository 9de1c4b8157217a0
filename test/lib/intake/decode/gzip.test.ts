import { gzipSync } from 'node:zlib';
import { gzipDecoder } from '../../../../lib/intake/decode/gzip';
import { DEFAULT_LIMITS } from '../../../../lib/intake/limits';
import { decodeWith } from '../support';

const decode = (bytes: Uint8Array, size?: number) => decodeWith(gzipDecoder(DEFAULT_LIMITS), bytes, size);
const A = 'first member, '.repeat(40);
const B = 'second member, '.repeat(40);
const C = 'third member';
const members = Buffer.concat([A, B, C].map((text) => gzipSync(text)));
const firstLength = gzipSync(A).length;

test.each([1, 5, 65536])('members follow each other, in chunks of %d bytes', (size) => {
  expect(decode(Buffer.concat([members, Buffer.alloc(512)]), size)).toEqual([A + B + C]);
});

test('large text comes out whole', () => {
  const text = Array.from({ length: 200_000 }, (_, n) => `${n * 7919}`).join(',');

  expect(decode(gzipSync(text))).toEqual([text]);
  expect(decode(gzipSync('x'.repeat(3 * 256 * 1024)))).toEqual(['x'.repeat(3 * 256 * 1024)]);
});

test('header fields are passed', () => {
  const plain = gzipSync(C);
  const extra = Buffer.from([3, 0, 1, 2, 3]);
  const name = Buffer.from('name\0');
  const comment = Buffer.from('comment\0');
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 4 + 8 + 16 + 2;

  for (const size of [1, 65536]) {
    expect(
      decode(Buffer.concat([head, extra, name, comment, Buffer.alloc(2), plain.subarray(10)]), size),
    ).toEqual([C]);
  }
});

test('a header without end is given up', () => {
  const head = Buffer.from(gzipSync(C).subarray(0, 10));
  head[3] = 8;

  const [problem] = decode(Buffer.concat([head, Buffer.alloc(200_000, 'n')])).filter((text) =>
    text.includes('gzip'),
  );

  expect(problem).toMatch(/corrupt gzip/);
});

test('truncation is named, and text before it kept', () => {
  const stored = gzipSync(Buffer.from(A), { level: 0 });

  expect(decode(stored.subarray(0, 100))).toEqual([
    A.slice(0, 85),
    'truncated gzip: the input ends after 100 bytes inside member 1',
  ]);
  expect(decode(stored.subarray(0, stored.length - 1))).toEqual([A, expect.stringMatching(/truncated gzip/)]);
  expect(decode(members.subarray(0, firstLength + 3))).toEqual([A, expect.stringMatching(/inside a header/)]);
});

test('of corrupt data, all text before is kept, and the members behind', () => {
  const text = Array.from({ length: 3000 }, (_, n) => `line ${n * 7919}`).join('\n');
  const broken = gzipSync(text);
  broken.fill(0xff, broken.length >> 1);

  const out = decode(Buffer.concat([broken, gzipSync(B)]));

  const [before = '', problem] = out;
  expect(text.startsWith(before.slice(0, text.length / 3))).toBe(true);
  expect(problem).toMatch(/^corrupt gzip: .*, near byte \d+$/);
  expect(out.at(-1)).toBe(B);
});

test.each([
  ['checksum', 8, /checksum of member 1 differs/],
  ['length', 4, /length of member 1 differs/],
])('a wrong %s is named, and costs nothing', (_, fromEnd, problem) => {
  const wrong = Buffer.from(gzipSync(A));
  wrong.writeUInt32LE(12345, wrong.length - fromEnd);

  expect(decode(Buffer.concat([wrong, gzipSync(B)]))).toEqual([A, expect.stringMatching(problem), B]);
});

test('bytes behind the members are named', () => {
  expect(decode(Buffer.concat([gzipSync(C), Buffer.from('trailing garbage')]))).toEqual([
    C,
    expect.stringMatching(/^bytes after the gzip data: no gzip member at byte \d+$/),
  ]);
});
