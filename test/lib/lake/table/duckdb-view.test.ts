import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { createParquetEncoder } from '../../../../lib/lake/parquet/encoder';
import { loadZstd } from '../../../../lib/lake/parquet/zstd';
import type { Column } from '../../../../lib/lake/table/columns';
import { duckdbSelect, quoteName, quoteText } from '../../../../lib/lake/table/duckdb-view';

const kept: Column = {
  name: 'kept',
  type: 'string',
  comment: 'from the first',
  since: 1,
  from: () => undefined,
};
const added: Column = { name: 'added', type: 'int64', comment: 'appended', since: 2, from: () => undefined };

async function ask(sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe("DuckDB's view of the table", () => {
  const lake = mkdtempSync(join(tmpdir(), "lake 'view' "));
  afterAll(() => rmSync(lake, { recursive: true }));

  async function fileOf(
    columns: readonly Column[],
    cells: readonly unknown[],
    name: string,
  ): Promise<string> {
    const encoder = createParquetEncoder({ columns });
    encoder.append(cells);
    const path = join(lake, 'events/year=2024/month=08/day=12/hour=09/event_category=auth', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, encoder.encodeFile(Int32Array.of(0), await loadZstd()));
    return path;
  }

  it('has the partitions as numbers and text, whatever the path is called', async () => {
    const file = await fileOf([kept], ['a'], 'one.parquet');

    const rows = await ask(duckdbSelect([file], [kept]));

    expect(rows).toEqual([{ kept: 'a', year: 2024, month: 8, day: 12, hour: 9, event_category: 'auth' }]);
  });

  it('reads files older than a column, alone and among newer ones', async () => {
    const old = await fileOf([kept], ['old'], 'old.parquet');
    const young = await fileOf([kept, added], ['new', 7], 'young.parquet');
    const values = (files: string[]) =>
      ask(`SELECT kept, added FROM (${duckdbSelect(files, [kept, added])}) ORDER BY 1`);

    expect(await values([old])).toEqual([{ kept: 'old', added: null }]);
    expect(await values([old, young])).toEqual([
      { kept: 'new', added: '7' },
      { kept: 'old', added: null },
    ]);
  });

  it('is empty, with every column, where there is no file', async () => {
    const rows = await ask(
      `SELECT column_name, column_type FROM (DESCRIBE ${duckdbSelect([], [kept, added])})`,
    );

    expect(rows.map(Object.values)).toEqual([
      ['kept', 'VARCHAR'],
      ['added', 'BIGINT'],
      ['year', 'INTEGER'],
      ['month', 'INTEGER'],
      ['day', 'INTEGER'],
      ['hour', 'INTEGER'],
      ['event_category', 'VARCHAR'],
    ]);
  });

  it('quotes names and texts', () => {
    expect(quoteName('a"b')).toBe('"a""b"');
    expect(quoteText("it's")).toBe("'it''s'");
  });
});
