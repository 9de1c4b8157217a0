import fc from 'fast-check';
import { ACCOUNTS_TABLE } from '../../../lib/cost/accounts-table';
import { costViews, DUCKDB_COST, TRINO_COST } from '../../../lib/cost/cost-views';
import { CUR_QUERY, CUR_TABLE, curTagKey, tagViewName } from '../../../lib/cost/cur';
import { aLine, anAccount, billOf, line, PARTS, partsOf } from './bill';
import { askBill } from './duckdb-bill';

const ACCOUNTS = [
  anAccount('111111111111', { name: 'Management', unit: 'r-ab12', unit_name: 'Root' }),
  anAccount('333333333333', { name: "Prod's", unit: 'ou-ab12-prod', unit_name: 'Production' }),
  anAccount('444444444444', { name: 'Staging', unit: 'ou-ab12-test' }),
];

const VIEWS = costViews(DUCKDB_COST, ['Team', 'CostCenter', 'aws:createdBy']);
const SQLS = VIEWS.map(({ sql }) => sql);

const account = fc
  .tuple(
    fc.constantFrom('111111111111', '333333333333', '444444444444', ''),
    fc.constantFrom('Prod', "Prod's", ''),
    fc.constantFrom('ou-ab12-prod', 'r-ab12', ''),
    fc.constantFrom('Production', '本番', ''),
  )
  .map(([id, name, unit, unit_name]) => anAccount(id, { name, unit, unit_name }));

describe('views of what the estate costs', () => {
  it('each add up to the bill to the last digit, whatever its lines are and whichever accounts are known', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 40 }),
        // An account that is listed twice, and ids that are empty as some lines' are.
        fc.array(account, { maxLength: 6 }),
        async (lines, accounts) => {
          const shares = await askBill(lines, accounts, SQLS);

          for (const rows of shares) {
            expect(rows.reduce((sum, row) => sum + partsOf(row.at(-1) ?? ''), 0n)).toBe(billOf(lines));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('have a row for each thing they are shared out by, and no cell that is empty', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (lines) => {
        for (const rows of await askBill(lines, ACCOUNTS, SQLS)) {
          const shares = rows.map((row) => row.slice(0, -1).join('|'));
          expect(new Set(shares).size).toBe(shares.length);
          expect(rows.flat()).not.toContain(null);
          expect(rows.flat()).not.toContain('');
        }
      }),
      { numRuns: 15 },
    );
  });

  it('name accounts and units, keep apart what has none, and months', async () => {
    const lines = [
      aLine({ parts: 10 * PARTS, tags: { user_team: 'web' } }),
      aLine({ parts: -4 * PARTS, type: 'Credit' }),
      aLine({ parts: -1 * PARTS, type: 'Refund', account: '444444444444' }),
      aLine({ parts: 2 * PARTS, account: '999999999999', tags: { user_team: 'data' } }),
      aLine({ parts: 1, type: 'Tax', account: null, service: null, tags: null }),
      aLine({ parts: 7 * PARTS, month: '2026-10', tags: { user_team: '' } }),
    ];

    const [byAccount, byUnit, byDay, byTeam] = await askBill(lines, ACCOUNTS, SQLS);

    expect(byAccount).toEqual([
      ['2026-10', '333333333333', "Prod's", '7.0000000000'],
      ['2026-11', '(none)', '(none)', '0.0000000001'],
      ['2026-11', '333333333333', "Prod's", '6.0000000000'],
      ['2026-11', '444444444444', 'Staging', '-1.0000000000'],
      ['2026-11', '999999999999', '(none)', '2.0000000000'],
    ]);
    expect(byUnit).toEqual([
      ['2026-10', 'ou-ab12-prod', 'Production', '7.0000000000'],
      ['2026-11', '(none)', '(none)', '2.0000000001'],
      ['2026-11', 'ou-ab12-prod', 'Production', '6.0000000000'],
      ['2026-11', 'ou-ab12-test', '(none)', '-1.0000000000'],
    ]);
    expect(byDay?.[0]).toEqual(['2026-10', '2026-10-03', '333333333333', 'AmazonS3', '7.0000000000']);
    expect(byTeam).toEqual([
      ['2026-10', '(none)', '7.0000000000'],
      ['2026-11', '(none)', '-4.9999999999'],
      ['2026-11', 'data', '2.0000000000'],
      ['2026-11', 'web', '10.0000000000'],
    ]);
  });

  it('count nothing twice where an account is listed twice', async () => {
    const twice = [...ACCOUNTS, anAccount('333333333333', { name: 'Prod', unit: 'ou-ab12-prod' })];

    const [byAccount, byUnit] = await askBill([aLine()], twice, SQLS);

    expect(byAccount).toEqual([['2026-11', '333333333333', "Prod's", '1.0000000000']]);
    expect(byUnit).toEqual([['2026-11', 'ou-ab12-prod', 'Production', '1.0000000000']]);
  });

  it('find a tag however its key is written in the bill, and no other', async () => {
    const keys = ['user_cost_center', 'user_CostCenter', 'user_costcenter', 'user:CostCenter'];
    const lines = [
      ...keys.map((key) => aLine({ tags: { user_team: 'web', [key]: 'cc-1' } })),
      aLine({ tags: { user_cost_centers: 'cc-2', aws_created_by: 'someone' } }),
    ];

    const [, , , , byCostCenter, byCreator] = await askBill(lines, [], SQLS);

    expect(byCostCenter).toEqual([
      ['2026-11', '(none)', '1.0000000000'],
      ['2026-11', 'cc-1', '4.0000000000'],
    ]);
    expect(byCreator).toEqual([
      ['2026-11', '(none)', '4.0000000000'],
      ['2026-11', 'someone', '1.0000000000'],
    ]);
  });

  it('are empty of an empty bill, and work before any account is known', async () => {
    expect((await askBill([], ACCOUNTS, SQLS)).flat()).toEqual([]);
    expect(await askBill([aLine()], [], SQLS.slice(0, 2))).toEqual([
      [['2026-11', '333333333333', '(none)', '1.0000000000']],
      [['2026-11', '(none)', '(none)', '1.0000000000']],
    ]);
  });

  it('have the columns that they are described by', async () => {
    const described = SQLS.map(
      (sql) =>
        `SELECT row_number() OVER () AS place, column_name, lower(column_type) AS type FROM (DESCRIBE ${sql})`,
    );

    expect(await askBill([aLine()], ACCOUNTS, described)).toEqual(
      VIEWS.map(({ columns }) => columns.map(({ name, type }, index) => [String(index + 1), name, type])),
    );
  });

  it('ask Athena for the month in such a way that it opens no others', () => {
    for (const { sql } of costViews(TRINO_COST, ['Team'])) {
      expect(sql).toContain('SELECT billing_period AS month,');
      expect(sql).toContain(`FROM ${CUR_TABLE} `);
    }
  });

  it('read the bill once each, and the accounts where they name them', () => {
    expect(SQLS.map((sql) => sql.split(` ${CUR_TABLE} `).length - 1)).toEqual(SQLS.map(() => 1));
    expect(VIEWS.filter(({ sql }) => sql.includes(` ${ACCOUNTS_TABLE} `)).map(({ name }) => name)).toEqual([
      'cost_by_account',
      'cost_by_unit',
    ]);
  });
});

describe('the export', () => {
  it('asks for columns by name, none of them of a single resource', () => {
    expect(CUR_QUERY).toMatch(/^SELECT bill_billing_period_start_date, .* FROM COST_AND_USAGE_REPORT$/);
    expect(CUR_QUERY).not.toContain('line_item_resource_id');
  });
});

describe('tags of a bill', () => {
  it.each([
    ['Team', 'userteam', 'cost_by_tag_team'],
    ['CostCenter', 'usercostcenter', 'cost_by_tag_costcenter'],
    ['cost-center', 'usercostcenter', 'cost_by_tag_cost_center'],
    ['aws:createdBy', 'awscreatedby', 'cost_by_tag_aws_createdby'],
  ])('%s is the key %s and the view %s', (tag, key, view) => {
    expect([curTagKey(tag), tagViewName(tag)]).toEqual([key, view]);
  });
});
