import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { kumomori, write } from './support/cli';

let folder = '';
let lake = '';
const START = Date.UTC(2024, 7, 12, 9);

const calls = (count: number, account: string) =>
  JSON.stringify({
    Records: Array.from({ length: count }, (_, second) =>
      cloudTrailRecord(seeded(second), START + second * 1000, { recipientAccountId: account }),
    ),
  });
const CALLS = { '111111111111': calls(30, '111111111111'), '222222222222': calls(60, '222222222222') };
const FLOW =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n' +
  '2 111111111111 eni-1 10.0.0.1 10.0.0.2 443 55555 6 20 4249 1723458600 1723458660 ACCEPT OK\n';

/** Two accounts, of which one has flow logs, too; one object is compressed. The commands only read. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kumomori-cost-'));
  lake = join(folder, 'lake');
  write(folder, 'logs/a.json', CALLS['111111111111']);
  write(folder, 'logs/b.json.gz', gzipSync(CALLS['222222222222']));
  write(folder, 'logs/c.log', FLOW);
  expect(kumomori(['ingest', '--lake', lake, join(folder, 'logs')]).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RECORDS = [
  {
    account: '111111111111',
    name: 'Prod',
    unit: { id: 'ou-ab12-prod0000', name: 'Production' },
    state: 'enrolled',
    checkedMicros: 1,
    regions: {},
  },
  { account: '222222222222', name: 'Old', state: 'removed', checkedMicros: 1, regions: {} },
];

type Row = Readonly<Record<string, string | number>>;
const rows = (...args: string[]) =>
  JSON.parse(kumomori(['cost', '--lake', lake, '--json', ...args]).stdout) as Row[];
const sum = (of: readonly Row[], figure: string) => of.reduce((all, row) => all + Number(row[figure]), 0);

describe('kumomori cost', () => {
  it('tells what each account of each source takes, inflated and stored', () => {
    const found = rows();

    expect(found).toHaveLength(3);
    const [trail, flow] = ['aws-cloudtrail', 'aws-vpc-flow'].map((source) =>
      found.find((row) => row.source === source && row.account === '111111111111'),
    );
    expect(trail).toMatchObject({ records: 30, gb: CALLS['111111111111'].length / 1e9 });
    expect(flow).toMatchObject({ records: 1, gb: FLOW.length / 1e9, raw_gb: FLOW.length / 1e9 });
    const zipped = found.find(({ account }) => account === '222222222222');
    expect(zipped?.gb).toBe(CALLS['222222222222'].length / 1e9);
    expect(zipped?.raw_gb).toBe(gzipSync(CALLS['222222222222']).length / 1e9);
  });

  it('adds up to the same by line, source, account and unit, dearest first', () => {
    const all = rows();

    for (const by of ['source', 'account', 'unit']) {
      const found = rows('--by', by);
      for (const figure of [
        'records',
        'gb',
        'raw_gb',
        'lake_gb',
        'ingest_usd',
        'month_usd',
        'retention_usd',
      ]) {
        expect(sum(found, figure)).toBeCloseTo(sum(all, figure), 12);
      }
      const dear = found.map((row) => Number(row.ingest_usd) + Number(row.retention_usd));
      expect(dear).toEqual([...dear].sort((a, b) => b - a));
    }
  });

  it('names accounts and units by the records of enrolment, those that left, too', () => {
    const file = write(folder, 'records.json', JSON.stringify(RECORDS));

    const accounts = rows('--by', 'account', '--enrolment', file);
    const units = rows('--by', 'unit', '--enrolment', file);

    expect(accounts.map(({ account, name, unit_name }) => [account, name, unit_name]).sort()).toEqual([
      ['111111111111', 'Prod', 'Production'],
      ['222222222222', 'Old', ''],
    ]);
    expect(units.map(({ unit, unit_name, records }) => [unit, unit_name, records]).sort()).toEqual([
      ['(none)', '', 60],
      ['ou-ab12-prod0000', 'Production', 31],
    ]);
  });

  it('says on standard error what the figures are, and writes a total for people alone', () => {
    const [text, csv] = [[], ['--csv']].map((more) =>
      kumomori(['cost', '--lake', lake, '--by', 'source', ...more]),
    );

    expect(text?.stdout).toMatch(/\ntotal +91 /);
    expect(text?.stderr).toMatch(
      /list prices of AWS, us-east-1, \d{4}-\d\d, .*no bill; retention_usd is for 2555 days/,
    );
    expect(csv?.stdout).toMatch(/^source,records,gb,.*\r\naws-cloudtrail,90,/);
    expect(csv?.stdout).not.toContain('total');
  });

  it('counts only what was stored in a time', () => {
    expect(sum(rows('--from', '2020-01-01', '--to', '2100-01-01'), 'records')).toBe(91);
    expect(rows('--from', '2020-01-01', '--to', '2020-01-02')).toEqual([]);
  });

  it.each([
    [['--by', 'region'], '--by region: one of source, account and unit'],
    [['--from', '2024-08-12'], '--from and --to: give both'],
    [['--estate'], '--estate: what AWS bills is asked with --target aws'],
    [['--target', 'azure'], '--target azure: no such target'],
    [['--enrolment', '/nowhere'], '/nowhere: cannot be read'],
  ])('says what is wrong with %s', (args, problem) => {
    const { status, stderr } = kumomori(['cost', '--lake', lake, ...args]);

    expect([status, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });
});
