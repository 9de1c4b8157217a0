import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  ACCOUNTS_COLUMNS,
  ACCOUNTS_KEY,
  ACCOUNTS_TABLE,
  type AccountRow,
} from '../../../lib/cost/accounts-table';
import { CUR_COLUMNS, CUR_TABLE } from '../../../lib/cost/cur';
import { accountsText, type Line, PARTS } from './bill';

export type Answers = (string | null)[][][];

/** The answers of queries over a bill and the accounts, every cell as text, rows in order. */
export async function askBill(
  lines: readonly Line[],
  accounts: readonly AccountRow[],
  sqls: readonly string[],
): Promise<Answers> {
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-bill-'));
  return askBillIn(folder, lines, accounts, sqls).finally(() => rmSync(folder, { recursive: true }));
}

/** The same; the bill's files stay below `data/` of the folder, those of accounts under their key. */
export async function askBillIn(
  folder: string,
  lines: readonly Line[],
  accounts: readonly AccountRow[],
  sqls: readonly string[],
): Promise<Answers> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    await exported(connection, folder, lines);
    await known(connection, folder, accounts);
    const answers = [];
    for (const sql of sqls) {
      const columns = (await connection.runAndReadAll(`DESCRIBE ${sql}`)).getRows().map(([name]) => name);
      const texts = columns.map((name) => `CAST(${name} AS VARCHAR)`).join(', ');
      const rows = await connection.runAndReadAll(`SELECT ${texts} FROM (${sql}) ORDER BY ALL`);
      answers.push(rows.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell)))));
    }
    return answers;
  } finally {
    connection.closeSync();
  }
}

/** The bill as Data Exports delivers it: Parquet, a folder a month. */
async function exported(connection: DuckDBConnection, folder: string, lines: readonly Line[]): Promise<void> {
  const columns = Object.entries(CUR_COLUMNS).map(([name, type]) => `${name} ${duckType(type)}`);
  await connection.run(`CREATE TABLE lines (${columns.join(', ')}, BILLING_PERIOD VARCHAR)`);
  if (lines.length > 0) {
    const rows = lines.map((line) => `(${valuesOf(line)}, '${line.month}')`);
    await connection.run(`INSERT INTO lines VALUES ${rows.join(', ')}`);
  }
  mkdirSync(folder, { recursive: true });
  await connection.run(`COPY lines TO '${folder}/data' (FORMAT parquet, PARTITION_BY (BILLING_PERIOD))`);
  await connection.run(
    lines.length === 0
      ? `CREATE VIEW ${CUR_TABLE} AS SELECT * FROM lines`
      : `CREATE VIEW ${CUR_TABLE} AS SELECT * FROM read_parquet('${folder}/data/*/*.parquet', hive_partitioning = true)`,
  );
}

/** The accounts as enrolment leaves them: lines of JSON. */
async function known(
  connection: DuckDBConnection,
  folder: string,
  accounts: readonly AccountRow[],
): Promise<void> {
  const file = join(folder, ACCOUNTS_KEY);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, accountsText(accounts));
  const columns = ACCOUNTS_COLUMNS.map((name) => `${name}: 'VARCHAR'`).join(', ');
  await connection.run(
    `CREATE VIEW ${ACCOUNTS_TABLE} AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {${columns}})`,
  );
}

type Column = keyof typeof CUR_COLUMNS;

/** The values of a line in the order of the columns; NULL where views read none. */
function valuesOf({ month, day, account, type, service, parts, tags }: Line): string {
  const entries = Object.entries(tags ?? {}).map(([key, value]) => `${quoted(key)}: ${quoted(value)}`);
  const cells: Readonly<Partial<Record<Column, string>>> = {
    bill_billing_period_start_date: `TIMESTAMP '${month}-01 00:00:00'`,
    bill_payer_account_id: quoted('111111111111'),
    line_item_usage_account_id: quoted(account),
    line_item_usage_start_date: `TIMESTAMP '${month}-${String(day).padStart(2, '0')} 04:00:00'`,
    line_item_line_item_type: quoted(type),
    line_item_product_code: quoted(service),
    line_item_unblended_cost: parts === null ? 'NULL' : `${parts}e0 / ${PARTS}e0`,
    line_item_currency_code: quoted('USD'),
    resource_tags: tags === null ? 'NULL' : `MAP {${entries.join(', ')}}`,
  };
  return Object.entries(CUR_COLUMNS)
    .map(([name, glue]) => `CAST(${cells[name as Column] ?? 'NULL'} AS ${duckType(glue)})`)
    .join(', ');
}

function duckType(glue: string): string {
  return { string: 'VARCHAR', 'map<string,string>': 'MAP(VARCHAR, VARCHAR)' }[glue] ?? glue.toUpperCase();
}

function quoted(text: string | null): string {
  return text === null ? 'NULL' : `'${text.replaceAll("'", "''")}'`;
}
