import { gzipSync } from 'node:zlib';
import { readItems } from '../../../lib/intake/read';
import { brief, gzipTwice, openZstd, readAll, values, zstd } from './support';

const RECORDS = [
  {
    eventVersion: '1.08',
    eventName: 'CreateUser',
    detail: { text: 'a },{"eventVersion": trap', list: [1, [2]] },
  },
  {
    eventVersion: '1.08',
    eventName: 'AssumeRole',
    items: [{ eventVersion: 'x' }, { eventVersion: 'y' }, { eventVersion: 'z' }],
  },
  { eventVersion: '1.08', eventName: 'ConsoleLogin', user: '雲守 🗝', quote: '"\\', empty: {} },
  { other: 'first key', eventName: 'GetObject' },
  { eventVersion: '1.08', eventName: 'ListBuckets', nothing: null },
];

const lines = RECORDS.map((record) => JSON.stringify(record));
const pretty = RECORDS.map((record) => JSON.stringify(record, null, 2));

const FORMS: Readonly<Record<string, string>> = {
  'CloudTrail Records': `{"Records":[${lines.join(',')}]}`,
  'Azure records with white space': `{ "records" : [ ${lines.join(' , ')} ] }\n`,
  'pretty-printed Records': JSON.stringify({ Records: RECORDS }, null, 4),
  "AWS Config's snapshot": `{"fileVersion":"1.0","configurationItems":[${lines.join(',')}]}`,
  'an array that is not the first member': `{"count":5,"more":{"Records":1},"entries":[${lines.join(',')}],"nextPageToken":"x"}`,
  'a bare array': `[${lines.join(',')}]`,
  'a pretty-printed array': JSON.stringify(RECORDS, null, 2),
  'an array one record a line': `[\n${lines.join(',\n')}\n]\n`,
  NDJSON: lines.join('\n'),
  'NDJSON with blank lines and CRLF': `\r\n${lines.join('\r\n\r\n')}\r\n`,
  'NDJSON with commas': `${lines.join(',\n')},\n`,
  concatenated: lines.join(''),
  'pretty-printed one after another': pretty.join('\n'),
  'several wrappers, one a line': lines.map((line) => `{"records":[${line}]}`).join('\n'),
  'several arrays, one a line': lines.map((line) => `[${line}]`).join('\n'),
  'a trailing comma in the array': `[${lines.join(',')},]`,
};

const STORED: Readonly<Record<string, (bytes: Buffer) => Uint8Array>> = {
  plain: (bytes) => bytes,
  gzip: (bytes) => gzipSync(bytes),
  'gzip in two members': gzipTwice,
  'gzip with zero padding': (bytes) => Buffer.concat([gzipSync(bytes), Buffer.alloc(100)]),
  zstd: (bytes) => zstd(bytes),
  'zstd in two frames': (bytes) => Buffer.concat([zstd(bytes.subarray(0, 99)), zstd(bytes.subarray(99))]),
  'plain with a byte order mark': (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  'UTF-16 little endian': (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le'),
  'UTF-16 big endian': (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le').swap16(),
};

beforeAll(openZstd);

describe.each(Object.entries(FORMS))('%s', (_, text) => {
  test.each(Object.entries(STORED))('stored as %s gives the same records, numbered', async (_, store) => {
    const items = await readAll(store(Buffer.from(text)));

    expect(items.map(brief)).toEqual(RECORDS);
    expect(items.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });

  test.each([1, 7, 64])('does not depend on chunks: %d bytes each', async (sizes) => {
    const items = await readAll(text, { sizes });

    expect(items.map(brief)).toEqual(RECORDS);
  });

  test('keeps the text of each record', async () => {
    const items = await readAll(text);

    expect(items.map((item) => JSON.parse(item.raw()))).toEqual(RECORDS);
  });
});

describe('lines of text', () => {
  test('are records as they are, blank ones left out', async () => {
    const items = await readAll('version account-id\r\n2 123456789012\r\n\r\n  indented\n\tlast');

    expect(items.map(brief)).toEqual(['version account-id', '2 123456789012', '  indented', '\tlast']);
  });

  test('may be mixed with JSON', async () => {
    const items = await readAll(
      'starting up\n{"a":1}\n{not json\n[error] no array\n[2026-01-01] nor this\n{"b":2}\n',
    );

    expect(items.map(brief)).toEqual([
      'starting up',
      { a: 1 },
      { flaw: 'invalid JSON at byte 21' },
      '[error] no array',
      '[2026-01-01] nor this',
      { b: 2 },
    ]);
  });

  test('that only start like JSON are text where text came before', async () => {
    const items = await readAll('plain\n{oops\n{"a":\n[1,2\nplain');

    expect(items.map(brief)).toEqual(['plain', '{oops', '{"a":', '[1,2', 'plain']);
  });
});

describe('values', () => {
  test('of integers beyond 2^53 are kept as their digits', async () => {
    const items = await readAll(
      '{"id":12345678901234567890,"safe":9007199254740991,"neg":-9007199254740993,"s":"12345678901234567890"}',
    );

    expect(values(items)).toEqual([
      {
        id: '12345678901234567890',
        safe: 9007199254740991,
        neg: '-9007199254740993',
        s: '12345678901234567890',
      },
    ]);
  });

  test('named __proto__ are data', async () => {
    const [item] = await readAll('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}');

    expect(Object.keys(item?.value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('of duplicate keys are the last, and lone surrogates stay', async () => {
    const items = await readAll('{"a":1,"a":2,"lone":"\\ud800"}');

    expect(values(items)).toEqual([{ a: 2, lone: '\ud800' }]);
  });

  test('in arrays may be anything', async () => {
    const items = await readAll('[1,"two",null,[3],true,{"six":6}]');

    expect(items.map(brief)).toEqual([1, 'two', null, [3], true, { six: 6 }]);
  });
});

test.each(['{"Records":[]}', '[]', '{"records": [ ] }\n'])(
  'an empty list of records is no flaw: %s',
  async (text) => {
    expect(await readAll(text)).toEqual([]);
  },
);

test('raw text is capped at 64 Ki characters', async () => {
  const [item] = await readAll(JSON.stringify({ long: 'x'.repeat(200_000) }));

  expect(item?.raw()).toHaveLength(65536);
});

test('an error of the source itself passes through', async () => {
  async function* failing() {
    yield Buffer.from('{"a":1}\n');
    throw new Error('connection lost');
  }
  const seen: unknown[] = [];

  const reading = (async () => {
    for await (const batch of readItems(failing())) {
      seen.push(...batch.map(brief));
    }
  })();

  await expect(reading).rejects.toThrow('connection lost');
  expect(seen).toEqual([{ a: 1 }]);
});

test('a batch ends with its chunk, so that a stream is followed as it comes', async () => {
  async function* slow() {
    yield Buffer.from('{"a":1}\n{"a":2}\n{"a"');
    yield Buffer.from(':3}\n');
  }
  const batches: unknown[][] = [];

  for await (const batch of readItems(slow())) {
    batches.push(batch.map(brief));
  }

  expect(batches).toEqual([[{ a: 1 }, { a: 2 }], [{ a: 3 }]]);
});
