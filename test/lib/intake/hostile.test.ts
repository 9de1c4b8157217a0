import { gzipSync } from 'node:zlib';
import { brief, flaws, openZstd, readAll, values, zstd } from './support';

const MIB = 1024 * 1024;

beforeAll(openZstd);

describe('an input without records has one flaw that says so', () => {
  test.each([
    ['no bytes', Buffer.alloc(0), 'empty input: no bytes'],
    ['gzip of nothing', gzipSync(''), 'empty input: nothing is stored in it'],
    ['only white space', Buffer.from(' \n\r\n\t'), 'empty input: only white space'],
    ['a byte order mark', Buffer.from('\ufeff'), 'empty input: only white space'],
  ])('%s', async (_, bytes, flaw) => {
    expect((await readAll(bytes)).map(brief)).toEqual([{ flaw }]);
  });

  const noise = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 0xff));
  test.each([
    ['noise', noise, /^not text: /],
    ['noise in gzip', gzipSync(noise), /^not text: /],
    ['a Parquet file', Buffer.concat([Buffer.from('PAR1'), noise]), /looks like a Parquet file/],
    ['an Avro container', Buffer.concat([Buffer.from('Obj\u0001'), noise]), /looks like an Avro container/],
    ['one strange byte', Buffer.from([0x1f]), /^not text: 1 of the first 1 bytes/],
  ])('%s', async (_, bytes, flaw) => {
    for (const sizes of [1000, 65536]) {
      const items = await readAll(bytes, { sizes });

      expect(items.map(brief)).toEqual([{ flaw: expect.stringMatching(flaw) }]);
    }
  });
});

const good = (n: number) => `{"eventVersion":"1","n":${n}}`;
const BAD_RECORDS: readonly (readonly [string, string])[] = [
  ['a literal that is none', '{"eventVersion":NaN}'],
  ['a trailing comma', '{"eventVersion":"1",}'],
  ['a missing colon', '{"eventVersion" "1"}'],
  ['a missing comma', '{"eventVersion":"1" "n":2}'],
  ['single quotes', "{'eventVersion':'1'}"],
  ['a missing brace', '{"eventVersion":{"a":1}'],
  ['two missing braces', '{"eventVersion":{"a":{"b":2}'],
  ['a missing quote', '{"eventVersion":"abc}'],
  ['a wrong bracket', '{"eventVersion":[1}}'],
  ['a raw zero byte', '{"eventVersion":"a\u0000b"}'],
  ['another key, and a missing brace', '{"zzz":{"a":1}'],
  ['another key, and a missing quote', '{"zzz":"abc}'],
  ['a word', 'garbage'],
  ['a comment', '/* why */'],
  [
    'a nested list of look-alikes, and nonsense',
    '{"eventVersion":[{"eventVersion":1},{"eventVersion":2}],"x":tru}',
  ],
];

describe.each(BAD_RECORDS)('one bad record: %s', (_, bad) => {
  const records = [good(0), good(1), bad, good(3), good(4), good(5)];
  const kept = [0, 1, 3, 4, 5].map((n) => ({ eventVersion: '1', n }));

  test.each([
    ['Records', `{"Records":[${records.join(',')}]}`],
    ['an array', `[${records.join(',')}]`],
    ['an array of lines', `[\n${records.join(',\n')}\n]`],
    ['NDJSON', records.join('\n')],
  ])('in %s costs only itself', async (_, text) => {
    for (const sizes of [1, 13, 65536]) {
      const items = await readAll(text, { sizes });

      const others = items.filter(({ index }) => index !== 2);
      expect(items.map(({ index }) => index)).toEqual(items.map((_, index) => index));
      expect(values(others)).toEqual(kept);
    }
  });
});

test('a bad record that comes first costs only itself', async () => {
  for (const bad of [
    '{"eventVersion" "1"}',
    '{"eventVersion":{"a":1}',
    '{"eventVersion":"abc}',
    '{"b":tru}',
  ]) {
    const items = await readAll(`{"Records":[${bad},${good(1)},${good(2)}]}`);

    expect(items.map(brief)).toEqual([
      { flaw: expect.stringContaining('invalid JSON') },
      ...[1, 2].map((n) => ({ eventVersion: '1', n })),
    ]);
  }
});

describe('invalid UTF-8 costs only its record, and its place is named', () => {
  const broken = (text: string) => Buffer.from(text.replaceAll('雲', '\u00ff'), 'latin1');

  test.each([
    ['NDJSON', '{"a":1}\n{"a":"雲"}\n{"a":3}\n', 'invalid UTF-8 at byte 14'],
    ['an array', '[{"a":1},{"a":"雲"},{"a":3}]', 'invalid UTF-8 at byte 15'],
  ])('%s', async (_, text, flaw) => {
    expect((await readAll(broken(text))).map(brief)).toEqual([{ a: 1 }, { flaw }, { a: 3 }]);
  });

  test('lines', async () => {
    const items = await readAll(broken('a good first line\nsecond 雲\nthird line\n'));

    expect(items.map(brief)).toEqual([
      'a good first line',
      { flaw: 'invalid UTF-8 at byte 25' },
      'third line',
    ]);
    expect(items[1]?.raw()).toBe('second \ufffd');
  });
});

test('a zero byte costs only its line', async () => {
  const items = await readAll(`${'x'.repeat(600)}\nse\u0000cond\nthird\n`);

  expect(items.slice(1).map(brief)).toEqual([{ flaw: 'not text: a zero byte at byte 603' }, 'third']);
});

describe('too deep a record costs only itself', () => {
  const nest = (levels: number) => `${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`;
  const flaw = expect.stringMatching(/^record nested deeper than 100 levels, at byte \d+$/);

  test.each([
    ['NDJSON', `{"n":1}\n${nest(200_000)}\n{"n":2}\n`],
    ['an array', `[{"n":1},${nest(200_000)},{"n":2}]`],
    ['Records', `{"Records":[{"n":1},${nest(102)},{"n":2}]}`],
    ['an open end', `{"n":1}\n${'{"a":['.repeat(100_000)}\n{"n":2}\n`],
  ])('%s', async (_, text) => {
    expect((await readAll(text)).map(brief)).toEqual([{ n: 1 }, { flaw }, { n: 2 }]);
  });

  test('exactly the limit is allowed', async () => {
    expect(values(await readAll(nest(100)))).toHaveLength(1);
  });

  test('millions of open brackets end soon', async () => {
    const items = await readAll(Buffer.from('[\n'.repeat(2_000_000)));

    expect(values(items)).toEqual([]);
    expect(flaws(items)[0]).toMatch(/nested deeper/);
  });
});

describe('too large a record costs only itself, in bounded memory', () => {
  const limits = { maxRecordBytes: MIB, maxLineBytes: MIB };
  const huge = 'x'.repeat(5 * MIB);

  test.each([
    ['a string in NDJSON', `{"n":1}\n{"s":"${huge}"}\n{"n":2}\n`],
    ['a string in Records', `{"Records":[{"n":1},{"n":"${huge}"},{"n":2}]}`],
    ['a bare string in an array', `[{"n":1},"${huge}",{"n":2}]`],
    ['an object of many', `[{"n":1},{"s":[${'{"n":0},'.repeat(MIB / 4)}0]},{"n":2}]`],
    ['a number', `[{"n":1},${'9'.repeat(2 * MIB)},{"n":2}]`],
  ])('%s', async (_, text) => {
    const items = await readAll(text, { limits });

    expect(items.map(brief)).toEqual([
      { n: 1 },
      { flaw: expect.stringMatching(/^record larger than 1048576 bytes/) },
      { n: 2 },
    ]);
    expect(items[1]?.raw()).toHaveLength(65536);
  });

  test('a line of text', async () => {
    const items = await readAll(`first\n${huge}\nlast`, { limits });

    expect(items.map(brief)).toEqual([
      'first',
      { flaw: 'line larger than 1048576 bytes, at byte 6' },
      'last',
    ]);
  });
});

describe('truncated text', () => {
  test.each([
    [
      'inside a record',
      '{"Records":[{"n":1},{"n":2',
      /truncated JSON: the input ends inside the record at byte 20/,
    ],
    [
      'after a record',
      '{"Records":[{"n":1}',
      /truncated JSON: the input ends before the array of "Records" is closed/,
    ],
    ['after the array', '[{"n":1}', /truncated JSON: the input ends before the array is closed/],
    ['before the last brace', '{"Records":[{"n":1}]', /truncated JSON: the input ends before the object/],
    ['inside a line', '{"n":1}\n{"n":', /truncated JSON/],
  ])('%s keeps the whole records', async (_, text, flaw) => {
    expect((await readAll(text)).map(brief)).toEqual([{ n: 1 }, { flaw: expect.stringMatching(flaw) }]);
  });

  test('of a first line does not take the second with it', async () => {
    expect((await readAll('{"a":{"b":\n{"n":2}\n{"n":3}')).map(brief)).toEqual([
      { flaw: expect.stringContaining('invalid JSON') },
      { n: 2 },
      { n: 3 },
    ]);
  });
});

test('a bracket that closes nothing is a flaw of its own', async () => {
  expect((await readAll('{"a":1}]}\n{"b":2}')).map(brief)).toEqual([
    { a: 1 },
    { flaw: 'invalid JSON: a bracket at byte 7 closes nothing' },
    { b: 2 },
  ]);
});

describe('a decompression bomb is stopped', () => {
  const limits = { inflateFloorBytes: MIB };
  const head = '{"n":1}\n{"n":2}\n';

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['zstd', (bytes: Buffer) => zstd(bytes)],
  ])('%s, and what came before it is kept', async (_, pack) => {
    const items = await readAll(pack(Buffer.concat([Buffer.from(head), Buffer.alloc(30 * MIB, ' ')])), {
      limits,
    });

    expect(values(items)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(flaws(items)).toEqual([
      expect.stringMatching(
        /^decompression bomb: \d+ bytes of \w+ became .* MiB, ratio \d+; the limit is 200/,
      ),
    ]);
  });

  test('and the rest of the object is not even fetched', async () => {
    const bomb = Buffer.concat([gzipSync(Buffer.alloc(8 * MIB, '\n')), Buffer.alloc(MIB)]);
    const { readItems, DEFAULT_LIMITS } =
      jest.requireActual<typeof import('../../../lib/intake/read')>('../../../lib/intake/read');
    let fetched = 0;
    async function* body() {
      for (let at = 0; at < bomb.length; at += 1024) {
        fetched += 1024;
        yield bomb.subarray(at, at + 1024);
      }
    }

    for await (const _ of readItems(body(), { ...DEFAULT_LIMITS, ...limits })) {
      // Only how much is fetched matters.
    }

    expect(fetched).toBeLessThan(20 * 1024);
  });
});
