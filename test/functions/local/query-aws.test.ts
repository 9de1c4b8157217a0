import { query } from '../../../functions/local/commands/query';
import type { JsonObject } from '../../../lib/json';
import { awsDesk, CONFIG } from './support/aws';

const LAKE = 'acme-lake-222222222222-eu-west-1';
const TEAMS = `query:
  teams:
    - name: security
    - { name: network, scan_limit_gb: 1, categories: [network, finding] }
`;
const desk = awsDesk(CONFIG + TEAMS);

const RULE = 'CloudTrail stopped or deleted';
const SQL =
  'SELECT user_id, n, big FROM security_events WHERE year = 2020 AND month = 1 AND day = 2 AND hour = 3';
const ROWS: readonly (readonly (string | null)[])[] = [
  ['user_id', 'n', 'big'],
  ['=cmd\u001b[31m', '7', '9007199254740993'],
  [null, '8', '1'],
];

function execution(State: string, bytes: number, reason?: string): JsonObject {
  const status = { State, StateChangeReason: reason };
  return {
    QueryExecution: { StatementType: 'DML', Status: status, Statistics: { DataScannedInBytes: bytes } },
  };
}

beforeEach(() => {
  desk.aws
    .on('StartQueryExecution', { QueryExecutionId: 'q-1' })
    .on('GetQueryExecution', execution('SUCCEEDED', 123_456_789))
    .on('StopQueryExecution', {})
    .on('GetQueryResults', {
      ResultSet: {
        ResultSetMetadata: {
          ColumnInfo: [
            { Name: 'user_id', Type: 'varchar' },
            { Name: 'n', Type: 'integer' },
            { Name: 'big', Type: 'bigint' },
          ],
        },
        Rows: ROWS.map((row) => ({
          Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })),
        })),
      },
    });
});

const run = (sql: string | undefined, more: Partial<Parameters<typeof query>[1]> = {}) =>
  desk.run(() => query(sql, { config: desk.config(), lake: 'lake', target: 'aws', ...more }));

describe('kumomori query --target aws', () => {
  it('asks in the workgroup of the first team, or of the one named', async () => {
    await run(SQL);
    await run(SQL, { team: 'network' });

    expect(desk.aws.inputs('StartQueryExecution')).toMatchObject([
      { QueryString: SQL, WorkGroup: 'acme-security', QueryExecutionContext: { Database: 'acme' } },
      { QueryString: SQL, WorkGroup: 'acme-network' },
    ]);
  });

  it('prints what a local lake would: a table, JSON with exact numbers, CSV', async () => {
    const table = await run(SQL);
    const json = await run(SQL, { json: true });
    const csv = await run(SQL, { csv: true });

    expect(table.out).toContain('=cmd\\u001b[31m  7  9007199254740993');
    expect(JSON.parse(json.out)).toEqual([
      { user_id: '=cmd\u001b[31m', n: 7, big: '9007199254740993' },
      { user_id: null, n: 8, big: 1 },
    ]);
    expect(csv.out).toBe("user_id,n,big\r\n'=cmd\u001b[31m,7,9007199254740993\r\n,8,1\r\n");
  });

  it('says what was read and what that costs, when asked', async () => {
    const { err } = await run(SQL, { stats: true });

    expect(err).toMatch(/read 123456789 bytes: about 0\.000620 USD \(5 USD a TB in us-east-1, \d{4}-\d\d/);
  });

  it('asks for the hits of a rule, of what the team may read', async () => {
    await run(undefined, { rule: RULE, from: '2024-08-12', to: '2024-08-13' });
    await run(undefined, { rule: RULE, team: 'network' });

    const [first, second] = desk.aws.inputs('StartQueryExecution').map((input) => String(input.QueryString));
    expect(first).toMatch(/FROM "security_events"\n/);
    expect(first).toContain('year');
    expect(second).toMatch(/FROM "security_events_of_network"\n/);
  });

  it('stops the query in Athena on Ctrl-C', async () => {
    desk.aws.on('GetQueryExecution', () => {
      process.emit('SIGINT');
      return execution('RUNNING', 1);
    });

    await expect(run(SQL)).rejects.toThrow('query q-1: stopped: Ctrl-C');
    expect(desk.aws.inputs('StopQueryExecution')).toEqual([{ QueryExecutionId: 'q-1' }]);
  });

  it.each([
    [{ team: 'nobody' }, '--team nobody: no such team; one of security, network'],
    [{ target: 'azure' }, '--target azure: no such target'],
    [{ target: 'local', team: 'network' }, '--team network: teams are those of --target aws'],
  ])('refuses %j', async (more, message) => {
    await expect(run(SQL, more)).rejects.toThrow(message);
    expect(desk.aws.calls).toEqual([]);
  });
});

describe('a query over hours that may be archived', () => {
  const rule = (inner: string) =>
    `<Rule><ID>r</ID><Filter><Prefix>events/</Prefix></Filter><Status>Enabled</Status>${inner}</Rule>`;
  const archive = rule('<Transition><Days>400</Days><StorageClass>GLACIER</StorageClass></Transition>');
  const key = 'events/year=2020/month=01/day=02/hour=03/event_category=network/x.parquet';

  it('says which, whether there are such objects, and how to get them back; and asks all the same', async () => {
    desk.s3.lifecycle = archive;
    desk.s3.objects.push({ bucket: LAKE, key, storageClass: 'GLACIER' });

    const { err, out } = await run(SQL);

    expect(err).toBe(
      'kumomori: 2020-01-02T03:00:00Z to 2020-01-02T04:00:00Z may be archived (older than 400 days), and Athena leaves out what is: of 1 hours looked into, 1 have archived objects; to read them: kumomori restore --from 2020-01-02T03:00:00Z --to 2020-01-02T04:00:00Z\n',
    );
    expect(out).toContain('user_id');
  });

  it('says so, too, where the bucket has no such rule and objects are archived', async () => {
    desk.s3.objects.push({ bucket: LAKE, key, storageClass: 'DEEP_ARCHIVE' });

    expect((await run(SQL)).err).toContain('of 1 hours looked into, 1 have archived objects');
  });

  it('does not say so of what has a copy to read', async () => {
    const restore = '2099-01-01T00:00:00.000Z';
    desk.s3.objects.push({ bucket: LAKE, key, storageClass: 'GLACIER', restore });

    expect((await run(SQL)).err).toBe('');
  });

  it('says what part of the lake is not read when it names no times', async () => {
    desk.s3.lifecycle = archive;

    const { err } = await run('SELECT count(*) FROM security_events');

    expect(err).toMatch(
      /names no times: of the lake, 2015-01-01T00:00:00Z to \S+Z may be archived \(older than 400 days\)/,
    );
  });

  it('says of hours that are deleted that they are gone', async () => {
    desk.s3.lifecycle = rule('<Expiration><Days>365</Days></Expiration>');

    const { err } = await run(undefined, { rule: RULE, from: '2020-01-01', to: '2020-01-02' });

    expect(err).toContain(
      '2020-01-01T00:00:00Z to 2020-01-02T00:00:00Z may be gone: the lake keeps events for 365 days',
    );
  });

  it('looks only where the team may read', async () => {
    await run(SQL, { team: 'network' });

    const listed = desk.s3.requests.filter((request) => request.includes('?events/'));
    expect(listed.map((request) => /event_category=(\w+)/.exec(request)?.[1]).sort()).toEqual([
      'finding',
      'network',
    ]);
  });

  it('is asked without a word where nothing is archived', async () => {
    expect((await run(SQL)).err).toBe('');
    expect((await run('SELECT 1')).err).toBe('');
  });
});
