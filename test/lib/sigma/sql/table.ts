import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { fillCells } from '../../../../lib/lake/partition-row';
import { COLUMNS } from '../../../../lib/lake/table/columns';
import { quoteName, quoteText, TABLE_NAME } from '../../../../lib/lake/table/duckdb-view';
import { categoryOf, PARTITION_COLUMNS } from '../../../../lib/lake/table/partition';
import { TYPES } from '../../../../lib/lake/table/types';
import type { OcsfEvent } from '../../../../lib/ocsf/event';

/** `security_events` in DuckDB's memory, with the cells that the lake's writer would write. */
export interface Table {
  /** Replaces the rows; the number of a row is its `record`. */
  fill(events: readonly OcsfEvent[], source: string): Promise<void>;
  /** Numbers of the rows of a query that selects `record`, in order. */
  records(sql: string): Promise<readonly number[]>;
  /** The rows of any query, each as texts. */
  rows(sql: string): Promise<readonly (readonly string[])[]>;
  close(): void;
}

export async function openTable(): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-sql-'));
  const file = join(folder, 'rows.json');
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const types = [...COLUMNS, ...PARTITION_COLUMNS]
    .map(({ name, type }) => `${quoteText(name)}: ${quoteText(TYPES.duckdb[type])}`)
    .join(', ');
  return {
    fill: async (events, source) => {
      writeFileSync(file, events.map((event, record) => `${rowText(event, record, source)}\n`).join(''));
      const rows = `read_json(${quoteText(file)}, format = 'newline_delimited', columns = {${types}}, maximum_object_size = 67108864)`;
      await connection.run(`CREATE OR REPLACE TABLE ${quoteName(TABLE_NAME)} AS SELECT * FROM ${rows}`);
    },
    records: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return reader
        .getRows()
        .map(([record]) => Number(record))
        .sort((a, b) => a - b);
    },
    rows: async (sql) =>
      (await connection.runAndReadAll(sql)).getRows().map((row) => row.map((cell) => String(cell))),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

function rowText(event: OcsfEvent, record: number, source: string): string {
  const timeMicros = event.time * 1000;
  const cells: unknown[] = [];
  fillCells({ event, timeMicros, source, rawObject: 'raw/object', record }, cells);
  const row: Record<string, unknown> = {};
  for (const [index, { name, type }] of COLUMNS.entries()) {
    const cell = cells[index];
    row[name] =
      type === 'timestamp_us' && typeof cell === 'number' ? new Date(cell / 1000).toISOString() : cell;
  }
  const time = new Date(event.time);
  row.year = time.getUTCFullYear();
  row.month = time.getUTCMonth() + 1;
  row.day = time.getUTCDate();
  row.hour = time.getUTCHours();
  row.event_category = categoryOf(event.class_uid);
  return JSON.stringify(row);
}
