import fc from 'fast-check';
import {
  createParquetEncoder,
  type EncoderColumn,
  type EncoderOptions,
  type ParquetEncoder,
} from '../../../../lib/lake/parquet/encoder';
import { SNAPPY } from '../../../../lib/lake/parquet/snappy';
import { loadZstd } from '../../../../lib/lake/parquet/zstd';
import { times } from '../../../support/effort';
import { readBack } from './read-back';

const COLUMNS: readonly EncoderColumn[] = [
  { name: 'text', type: 'string' },
  { name: 'body', type: 'string', plain: true },
  { name: 'small', type: 'int32' },
  { name: 'large', type: 'int64' },
  { name: 'ratio', type: 'double' },
  { name: 'flag', type: 'boolean' },
  { name: 'at', type: 'timestamp_us' },
];
type Row = readonly (string | number | boolean | null)[];

function appendAll(encoder: ParquetEncoder, rows: readonly Row[]): void {
  for (const row of rows) {
    encoder.append(row);
  }
}

async function encode(
  rows: readonly Row[],
  options: Partial<EncoderOptions> = {},
  order?: Int32Array,
): Promise<Uint8Array> {
  const encoder = createParquetEncoder({ columns: COLUMNS, ...options });
  appendAll(encoder, rows);
  return encoder.encodeFile(order ?? Int32Array.from(rows.keys()), await loadZstd());
}

const named = (row: Row) => Object.fromEntries(COLUMNS.map(({ name }, i) => [name, row[i] ?? null]));
const wellFormed = (value: Row[number]) =>
  typeof value === 'string' ? Buffer.from(value).toString() : value;

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const anyText = fc.oneof(
  fc.constantFrom('', 'a', 'us-east-1', '\ufeff'),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: anyUnit }),
);
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });
const anyRow: fc.Arbitrary<Row> = fc.tuple(
  nullable(anyText),
  nullable(anyText),
  nullable(fc.integer()),
  nullable(fc.maxSafeInteger()),
  nullable(fc.double({ noNaN: true, noDefaultInfinity: true })),
  nullable(fc.boolean()),
  nullable(fc.maxSafeInteger()),
);

describe('the Parquet encoder', () => {
  it('keeps every value that a column can hold, and NULL', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 60, size: 'max' }), async (rows) => {
        const file = await encode(rows);

        expect(await readBack(file)).toEqual(rows.map((row) => named(row.map(wellFormed))));
      }),
      { numRuns: times(60) },
    );
  });

  it('keeps repeated values, which it puts into dictionaries', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 300, size: 'max' }),
        async (some, picks) => {
          const rows = picks.map((pick) => some[pick % some.length] ?? []);

          const file = await encode(rows);

          expect(await readBack(file)).toEqual(rows.map((row) => named(row.map(wellFormed))));
        },
      ),
      { numRuns: times(40) },
    );
  });

  it.each([
    ['no row', 0],
    ['one row', 1],
    ['runs and rows that a group of eight does not divide', 77],
  ])('writes a file of %s', async (_, count) => {
    const rows = Array.from(
      { length: count },
      (_, i): Row => [`t${i % 3}`, `b${i}`, i % 9, i, i / 7, i % 20 > 9, i],
    );

    const file = await encode(rows);

    expect(await readBack(file)).toEqual(rows.map(named));
  });

  it('writes columns of NULL alone', async () => {
    const rows = Array.from({ length: 20 }, (): Row => [null, null, null, null, null, null, null]);

    expect(await readBack(await encode(rows))).toEqual(rows.map(named));
  });

  it('turns what a column cannot hold into NULL', async () => {
    const encoder = createParquetEncoder({ columns: COLUMNS });
    encoder.append([{}, [], 2 ** 31, 2 ** 53, Number.NaN, 'yes', 1.5]);
    encoder.append([true, 7, '1', 0.5, Number.POSITIVE_INFINITY, 2, undefined]);

    const file = encoder.encodeFile(Int32Array.of(0, 1), await loadZstd());

    const nothing = { body: null, small: null, large: null, ratio: null, flag: null, at: null };
    expect(await readBack(file)).toEqual([
      { ...nothing, text: null },
      { ...nothing, text: 'true' },
    ]);
  });

  it('splits long values into pages, and rows into groups', async () => {
    const body = (i: number) => `${i}`.padEnd(i % 10 === 0 ? 1_500_000 : 40_000, 'x');
    const rows = Array.from({ length: 70 }, (_, i): Row => [`session-${i}`, body(i), i, i, i, true, i]);

    const file = await encode(rows, { rowsPerGroup: 32 });

    expect(await readBack(file)).toEqual(rows.map(named));
  });

  it('writes rows in the order given', async () => {
    const rows = Array.from({ length: 50 }, (_, i): Row => [`t${i % 4}`, `b${i}`, i, i % 5, i, null, i]);
    const order = Int32Array.from(rows.keys()).reverse();

    expect(await readBack(await encode(rows, {}, order))).toEqual([...rows].reverse().map(named));
  });

  it('forgets rows and goes on with the rest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyRow, fc.boolean()), { maxLength: 40, size: 'max' }),
        fc.array(anyRow, { maxLength: 10 }),
        async (first, more) => {
          const encoder = createParquetEncoder({ columns: COLUMNS });
          appendAll(
            encoder,
            first.map(([row]) => row),
          );
          const kept = first.flatMap(([, keep], number) => (keep ? [number] : []));

          encoder.retain(Int32Array.from(kept));
          appendAll(encoder, more);
          const rows = [...kept.map((number) => first[number]?.[0] ?? []), ...more];

          const file = encoder.encodeFile(Int32Array.from(rows.keys()), await loadZstd());
          expect(Buffer.compare(file, await encode(rows))).toBe(0);
        },
      ),
      { numRuns: times(40) },
    );
  });

  it('writes the same bytes for the same rows, whatever was collected before', async () => {
    const rows = Array.from({ length: 300 }, (_, i): Row => [`t${i % 7}`, `b${i}`, i % 3, i, i, null, i]);
    const encoder = createParquetEncoder({ columns: COLUMNS });
    appendAll(encoder, [...rows, ...rows].reverse());
    const order = Int32Array.from({ length: 300 }, (_, i) => 299 - i);

    const file = encoder.encodeFile(order, await loadZstd());

    expect(Buffer.compare(file, await encode(rows))).toBe(0);
  });

  it('writes Snappy for engines that want it', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, i): Row => [`t${i % 7}`, JSON.stringify({ i, same: 'x'.repeat(i % 90) }), i, i, i, null, i],
    );
    const encoder = createParquetEncoder({ columns: COLUMNS });
    appendAll(encoder, rows);

    const file = encoder.encodeFile(Int32Array.from(rows.keys()), SNAPPY);

    expect(await readBack(file)).toEqual(rows.map(named));
  });
});
