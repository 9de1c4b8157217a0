import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { createParquetEncoder } from '../../../../lib/lake/parquet/encoder';
import { loadZstd } from '../../../../lib/lake/parquet/zstd';

const ROWS = 1000;

describe('what DuckDB reads of a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parquet-'));
  const path = join(directory, 'file.parquet');
  let ask: (sql: string) => Promise<Record<string, Json>[]>;
  let close: () => void;

  beforeAll(async () => {
    const encoder = createParquetEncoder({
      columns: [
        { name: 'at', type: 'timestamp_us' },
        { name: 'kind', type: 'string' },
        { name: 'body', type: 'string', plain: true },
        { name: 'count', type: 'int64' },
        { name: 'never', type: 'int32' },
        { name: 'flag', type: 'boolean' },
        { name: 'ratio', type: 'double' },
      ],
      sortedBy: 'at',
      metadata: { 'security_events.version': '1' },
      rowsPerGroup: 600,
    });
    for (let i = 0; i < ROWS; i++) {
      const kind = i === 7 ? `z${'é'.repeat(60)}` : i % 4 === 0 ? null : `kind-${i % 3}`;
      encoder.append([
        1_723_458_600_123_456 + i,
        kind,
        `{"i":${i}}`,
        (i % 5) - 2 ** 53 + 1,
        null,
        i % 2 === 0,
        i / 8,
      ]);
    }
    writeFileSync(
      path,
      encoder.encodeFile(
        Int32Array.from({ length: ROWS }, (_, i) => i),
        await loadZstd(),
      ),
    );
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    ask = async (sql) =>
      (await connection.runAndReadAll(sql.replace('FILE', `'${path}'`))).getRowObjectsJson();
    close = () => {
      connection.closeSync();
      instance.closeSync();
    };
  });
  afterAll(() => {
    close();
    rmSync(directory, { recursive: true });
  });

  it('are the values', async () => {
    const [row] = await ask(
      `SELECT count(*) AS rows, count(kind) AS kinds, count(never) AS never, min(count) AS least, sum(ratio) AS ratios,
         count(*) FILTER (WHERE flag) AS flags, bool_and(body = '{"i":' || (epoch_us("at") - 1723458600123456) || '}') AS bodies FROM FILE`,
    );

    expect(row).toEqual({
      rows: '1000',
      kinds: '750',
      never: '0',
      least: '-9007199254740991',
      ratios: 62437.5,
      flags: '500',
      bodies: true,
    });
  });

  it('are the types, every column optional and numbered', async () => {
    const columns = await ask(
      `SELECT name, duckdb_type, repetition_type, field_id FROM parquet_schema(FILE) WHERE type IS NOT NULL`,
    );

    expect(columns.map(Object.values)).toEqual([
      ['at', 'TIMESTAMP WITH TIME ZONE', 'OPTIONAL', '1'],
      ['kind', 'VARCHAR', 'OPTIONAL', '2'],
      ['body', 'VARCHAR', 'OPTIONAL', '3'],
      ['count', 'BIGINT', 'OPTIONAL', '4'],
      ['never', 'INTEGER', 'OPTIONAL', '5'],
      ['flag', 'BOOLEAN', 'OPTIONAL', '6'],
      ['ratio', 'DOUBLE', 'OPTIONAL', '7'],
    ]);
  });

  it('are bounds and counts of NULL, exact or not, by row group', async () => {
    const chunks = await ask(
      `SELECT row_group_num_rows, stats_null_count, stats_min_value, stats_max_value, min_is_exact, max_is_exact
       FROM parquet_metadata(FILE) WHERE path_in_schema IN ('at', 'kind', 'body', 'never') ORDER BY row_group_id, column_id`,
    );

    expect(chunks.map(Object.values)).toEqual([
      ['600', '0', '2024-08-12 10:30:00.123456+00', '2024-08-12 10:30:00.124055+00', true, true],
      ['600', '150', 'kind-0', `z${'é'.repeat(30)}ê`, true, false],
      ['600', '0', null, null, null, null],
      ['600', '600', null, null, null, null],
      ['400', '0', '2024-08-12 10:30:00.124056+00', '2024-08-12 10:30:00.124455+00', true, true],
      ['400', '100', 'kind-0', 'kind-2', true, true],
      ['400', '0', null, null, null, null],
      ['400', '400', null, null, null, null],
    ]);
  });

  it('are dictionaries where values repeat, Zstandard everywhere', async () => {
    const chunks = await ask(
      `SELECT DISTINCT path_in_schema, encodings, compression FROM parquet_metadata(FILE) WHERE row_group_id = 0 ORDER BY 1`,
    );

    expect(chunks.map(Object.values)).toEqual([
      ['at', 'PLAIN, RLE', 'ZSTD'],
      ['body', 'PLAIN, RLE', 'ZSTD'],
      ['count', 'PLAIN, RLE, RLE_DICTIONARY', 'ZSTD'],
      ['flag', 'PLAIN, RLE', 'ZSTD'],
      ['kind', 'PLAIN, RLE, RLE_DICTIONARY', 'ZSTD'],
      ['never', 'PLAIN, RLE', 'ZSTD'],
      ['ratio', 'PLAIN, RLE', 'ZSTD'],
    ]);
  });

  it('is who wrote it, and the version of the table', async () => {
    const [file] = await ask('SELECT created_by, num_rows, num_row_groups FROM parquet_file_metadata(FILE)');
    const pairs = await ask(
      'SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata(FILE)',
    );

    expect(file).toMatchObject({
      created_by: expect.stringMatching(/^kumomori version \d+\.\d+\.\d+ /),
      num_rows: '1000',
      num_row_groups: '2',
    });
    expect(pairs).toEqual([{ key: 'security_events.version', value: '1' }]);
  });
});
