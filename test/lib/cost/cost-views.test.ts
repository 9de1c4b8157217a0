import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { costViews, DUCKDB_COST, TRINO_COST } from '../../../lib/cost/cost-views';
import { CUR_COLUMNS, CUR_QUERY, CUR_TABLE } from '../../../lib/cost/cur';

const ACCOUNTS = [
  { id: '111111111111', name: 'Management', unit: 'r-ab12' },
  { id: '333333333333', name: "Prod's", unit: 'ou-prod' },
  { id: '444444444444', name: 'Staging', unit: 'ou-test' },
];

interface Line {
  readonly account: string;
  readonly type: string;
  readonly usd: number;
  readonly team: string | undefined;
}

/** Lines of a bill as Data Exports writes them: usage, taxes, credits and refunds, some of no account or tag. */
const line: fc.Arbitrary<Line> = fc.record({
  account: fc.constantFrom('111111111111', '333333333333', '444444444444', '999999999999', ''),
  type: fc.constantFrom('Usage', 'Tax', 'Credit', 'Refund', 'SavingsPlanNegation'),
  usd: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
  team: fc.constantFrom('web', 'data', '', undefined),
});

async function queryOver(lines: readonly Line[], sqls: readonly string[]): Promise<unknown[][][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = Object.entries(CUR_COLUMNS).map(([name, type]) => `${name} ${duckType(type)}`);
  await connection.run(`CREATE TABLE ${CUR_TABLE} (${columns.join(', ')})`);
  for (const { account, type, usd, team } of lines) {
    const tags = team === undefined ? 'MAP {}' : `MAP {'user_team': '${team}'}`;
    await connection.run(
      `INSERT INTO ${CUR_TABLE} VALUES ('2026-11-01', '111111111111', '${account}', 'x', '2026-11-03 04:00:00',
        '${type}', 'AmazonS3', 'u', 'o', 'r', 1, ${usd}, 'USD', 'eu-west-1', ${tags})`,
    );
  }
  const results = [];
  for (const sql of sqls) {
    results.push((await connection.runAndReadAll(sql)).getRows().map((row) => [...row]));
  }
  connection.closeSync();
  return results;
}

function duckType(type: string): string {
  return { string: 'VARCHAR', 'map<string,string>': 'MAP(VARCHAR, VARCHAR)' }[type] ?? type.toUpperCase();
}

describe('views of what the estate costs', () => {
  const views = costViews(DUCKDB_COST, ACCOUNTS, ['Team']);

  it('each add up to the bill, whatever its lines are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 25 }), async (lines) => {
        const bill = lines.reduce((sum, { usd }) => sum + usd, 0);

        const shares = await queryOver(
          lines,
          views.map(({ sql }) => sql),
        );

        for (const rows of shares) {
          expect(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0)).toBeCloseTo(bill, 4);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('name accounts and units, and keep apart what has none', async () => {
    const lines = [
      { account: '333333333333', type: 'Usage', usd: 10, team: 'web' },
      { account: '333333333333', type: 'Credit', usd: -4, team: undefined },
      { account: '999999999999', type: 'Usage', usd: 2, team: 'data' },
      { account: '', type: 'Tax', usd: 1, team: undefined },
    ];

    const [byAccount = [], byUnit = [], byDay = [], byTeam = []] = await queryOver(
      lines,
      views.map(({ sql }) => sql),
    );

    const without = (rows: unknown[][]) => rows.map((row) => row.slice(1)).sort();
    expect(without(byAccount)).toEqual([
      ['(none)', '(none)', 1],
      ['333333333333', "Prod's", 6],
      ['999999999999', '(none)', 2],
    ]);
    expect(without(byUnit)).toEqual([
      ['(none)', 3],
      ['ou-prod', 6],
    ]);
    expect(byDay).toHaveLength(3);
    expect(without(byTeam)).toEqual([
      ['(none)', -3],
      ['data', 2],
      ['web', 10],
    ]);
  });

  it('ask Athena for a tag in its own way, and the export for columns by name', () => {
    const [, , , byTeam] = costViews(TRINO_COST, ACCOUNTS, ['Team']);

    expect(byTeam?.sql).toContain("element_at(resource_tags, 'user_team')");
    expect(CUR_QUERY).toMatch(/^SELECT bill_billing_period_start_date, .* FROM COST_AND_USAGE_REPORT$/);
  });

  it('work without any account known', () => {
    expect(costViews(DUCKDB_COST, [], []).map(({ name }) => name)).toEqual([
      'cost_by_account',
      'cost_by_unit',
      'cost_by_account_day',
    ]);
  });
});
