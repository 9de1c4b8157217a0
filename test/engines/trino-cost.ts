import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ACCOUNTS_COLUMNS, ACCOUNTS_TABLE } from '../../lib/cost/accounts-table';
import { costViews, DUCKDB_COST, TRINO_COST } from '../../lib/cost/cost-views';
import { CUR_COLUMNS, CUR_PARTITION, CUR_TABLE } from '../../lib/cost/cur';
import { viewText } from '../../lib/lake/table/athena-view';
import { anAccount, billOf, line, partsOf } from '../lib/cost/bill';
import { type Answers, askBillIn } from '../lib/cost/duckdb-bill';
import type { TrinoLakes } from './trino-lake';

const BILL = 'bill';
const TAGS = ['Team', 'CostCenter', 'aws:createdBy'];
const LINES = fc.sample(line, { numRuns: 400, seed: 7 });
const ACCOUNTS = [
  anAccount('111111111111', { name: 'Management', unit: 'r-ab12', unit_name: 'Root' }),
  anAccount('333333333333', { name: "Prod's 雲", unit: 'ou-ab12-prod', unit_name: 'Production' }),
  anAccount('333333333333', { name: 'Prod', unit: 'ou-ab12-prod', unit_name: 'Production' }),
  anAccount('', { name: 'nobody', unit: 'ou-ab12-none' }),
];

/** The views of the bill, over the same files as in DuckDB. */
export function theBill(lakes: () => TrinoLakes): void {
  const views = costViews(TRINO_COST, TAGS);
  let theirs: Answers = [];

  beforeAll(async () => {
    const folder = join(lakes().folder, BILL);
    const duck = costViews(DUCKDB_COST, TAGS).map(({ sql }) => sql);
    theirs = await askBillIn(folder, LINES, ACCOUNTS, duck);
    const ask = (sql: string) => lakes().query(BILL, sql);
    await ask(`CREATE SCHEMA hive.${BILL}`);
    await ask(
      `CREATE TABLE ${CUR_TABLE} (${[...Object.entries(CUR_COLUMNS), [CUR_PARTITION, 'string']].map(([name, type = '']) => `${name} ${trinoType(type)}`).join(', ')})
        WITH (external_location = 'local:///${BILL}/data', format = 'PARQUET', partitioned_by = ARRAY['${CUR_PARTITION}'])`,
    );
    await ask(`CALL hive.system.sync_partition_metadata('${BILL}', '${CUR_TABLE}', 'FULL', false)`);
    await ask(
      `CREATE TABLE ${ACCOUNTS_TABLE} (${ACCOUNTS_COLUMNS.map((name) => `${name} varchar`).join(', ')})
        WITH (external_location = 'local:///${BILL}/reference/accounts', format = 'OPENX_JSON')`,
    );
  });

  test.each(views.map((view, index) => [view.name, view, index] as const))(
    '%s, as the Glue Data Catalog would hold it, gives what it gives in DuckDB, and the bill in all',
    async (name, { sql, about, columns }, index) => {
      await lakes().query(BILL, `CREATE OR REPLACE VIEW ${name} AS ${sql}`);
      const file = join(lakes().folder, 'metastore', BILL, name, '.trinoSchema');
      const kept = JSON.parse(readFileSync(file, 'utf8'));
      const text = viewText({ sql, comment: about }, BILL, 'hive', columns);
      writeFileSync(file, JSON.stringify({ ...kept, viewOriginalText: text }));

      const cells = columns.map((column) => `CAST(${column.name} AS varchar)`).join(', ');
      const { rows } = await lakes().query(BILL, `SELECT ${cells} FROM ${name}`);
      const ours = rows.map((row) => row.map(String));

      expect(ours.map(asKey).sort()).toEqual((theirs[index] ?? []).map(asKey).sort());
      expect(ours.reduce((sum, row) => sum + partsOf(row.at(-1) ?? ''), 0n)).toBe(billOf(LINES));
    },
  );

  test('a month asked for opens its folder alone', async () => {
    const [all, one] = await Promise.all(
      ['', " WHERE month = '2026-10'"].map((where) =>
        lakes().query(BILL, `SELECT sum(usd) FROM cost_by_account${where}`),
      ),
    );

    expect(one?.bytes).toBeGreaterThan(0);
    expect(one?.bytes).toBeLessThan((all?.bytes ?? 0) / 2);
  });
}

function asKey(row: readonly (string | null)[]): string {
  return JSON.stringify(row);
}

function trinoType(glue: string): string {
  return (
    { string: 'varchar', timestamp: 'timestamp(3)', 'map<string,string>': 'map(varchar, varchar)' }[glue] ??
    glue
  );
}
