import { cost } from '../../../functions/local/commands/cost';
import { ingestMessages } from '../../../lib/ingest/ingest-messages';
import { parseRawUri } from '../../../lib/ingest/raw-object';
import type { JsonObject } from '../../../lib/json';
import type { InputCount } from '../../../lib/lake/batch/records';
import { contextUnder, created, logOf, RULES } from '../../lib/ingest/replay/support';
import { MemoryStore } from '../../support/memory-store';
import { awsDesk, CONFIG } from './support/aws';

const LAKE = 'acme-lake-222222222222-eu-west-1';
const RAW = 'acme-raw-222222222222-eu-west-1';
const desk = awsDesk(
  `${CONFIG}residency: { allowed: { aws: [eu-west-1, us-east-1] } }\ncost: { export: create, tags: [Team] }\n`,
);
const KEYS = ['a-1', 'b-2', 'c-3', 'd-4', 'e-5'].map(
  (name) => `AWSLogs/111111111111/CloudTrail/eu-west-1/2024/08/12/${name}`,
);
const TABLE =
  '{"account":"111111111111","name":"Prod","unit":"ou-ab12-prod0000","unit_name":"Production","state":"enrolled"}\n';

let store: MemoryStore;

beforeEach(async () => {
  store = new MemoryStore();
  const { context } = contextUnder(store, RULES.before, (rawKey) => logOf(`${parseRawUri(rawKey)?.key}?`));
  for (let from = 0; from < KEYS.length; from += 2) {
    await ingestMessages(
      KEYS.slice(from, from + 2).map((key) => created(key, RAW)),
      context,
    );
  }
  desk.s3.read = (bucket, key) => (bucket === LAKE ? store.objects.get(key) : undefined);
  desk.s3.objects.push(...[...store.objects.keys()].sort().map((key) => ({ bucket: LAKE, key })));
});

const run = (more: Partial<Parameters<typeof cost>[0]> = {}) =>
  desk.run(() => cost({ config: desk.config(), lake: 'lake', target: 'aws', json: true, ...more }));

describe('kumomori cost --target aws', () => {
  it('reads the commits of the deployed lake, page by page, and nothing of its events', async () => {
    const { out, err } = await run();

    expect(JSON.parse(out)).toMatchObject([
      { source: 'aws-cloudtrail', account: '111111111111', name: '', records: 10 },
    ]);
    expect(err).toContain('no bill');
    const read = desk.s3.requests.filter((request) => !/\?(?:state\/commits\/)?$/.test(request));
    expect(read).toEqual([]);
    expect(desk.s3.requests.filter((request) => request.includes('/events/'))).toEqual([]);
  });

  it('names accounts and units as enrolment keeps them in the lake', async () => {
    store.objects.set('reference/accounts/accounts.ndjson', Buffer.from(TABLE));

    const { out } = await run({ by: 'unit' });

    expect(JSON.parse(out)).toMatchObject([
      { unit: 'ou-ab12-prod0000', unit_name: 'Production', records: 10 },
    ]);
  });

  it('counts what was stored in a time, by the manifests', async () => {
    const { out } = await run({ from: '2024-08-12', to: '2024-08-13' });
    const none = await run({ from: '2024-08-13', to: '2024-08-14' });

    expect(JSON.parse(out)).toMatchObject([{ records: 10 }]);
    expect(JSON.parse(none.out)).toEqual([]);
  });

  it('says of how many records an earlier release counted no bytes', async () => {
    for (const [key, bytes] of store.objects) {
      if (key.startsWith('state/commits/')) {
        store.objects.set(key, Buffer.from(withoutBytes(Buffer.from(bytes).toString())));
      }
    }

    const { out, err } = await run();

    expect(JSON.parse(out)).toMatchObject([{ records: 10, gb: 0, raw_gb: 0 }]);
    expect(err).toContain(
      'of 10 records no bytes are known: an earlier release counted them; kumomori replay',
    );
  });
});

/** A commit as releases wrote it before bytes were counted. */
function withoutBytes(commit: string): string {
  return JSON.stringify(JSON.parse(commit), (key, value) =>
    (['textBytes', 'storedBytes'] satisfies (keyof InputCount)[]).some((name) => name === key)
      ? undefined
      : value,
  );
}

describe('kumomori cost --target aws --estate', () => {
  const answer = (columns: readonly string[], rows: readonly (readonly string[])[]): void => {
    const execution: JsonObject = { StatementType: 'DML', Status: { State: 'SUCCEEDED' } };
    desk.aws
      .on('StartQueryExecution', { QueryExecutionId: 'q-1' })
      .on('GetQueryExecution', { QueryExecution: execution })
      .on('GetQueryResults', {
        ResultSet: {
          ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Type: 'varchar' })) },
          Rows: [columns, ...rows].map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
        },
      });
  };
  const asked = () => desk.aws.inputs('StartQueryExecution');

  it('asks the views of the bill in the workgroup of those who may read it', async () => {
    answer(['month', 'account', 'name', 'usd'], [['2024-08', '111111111111', 'Prod', '12.3400000000']]);

    const { out } = await run({ estate: true });

    expect(JSON.parse(out)).toEqual([
      { month: '2024-08', account: '111111111111', name: 'Prod', usd: 12.34 },
    ]);
    expect(asked()).toMatchObject([
      {
        QueryString: 'SELECT * FROM cost_by_account ORDER BY month, usd DESC',
        WorkGroup: 'acme-cost-reader',
        QueryExecutionContext: { Database: 'acme' },
      },
    ]);
    expect(desk.s3.requests).toEqual([]);
  });

  it('asks by unit or tag, for the months that the time touches', async () => {
    answer(['month', 'value', 'usd'], []);

    await run({ estate: true, by: 'unit', from: '2024-08-12', to: '2024-10-01' });
    await run({ estate: true, by: 'tag:Team', from: '2024-08-12', to: '2024-10-01T00:00:01Z' });

    expect(asked().map(({ QueryString }) => QueryString)).toEqual([
      "SELECT * FROM cost_by_unit WHERE month BETWEEN '2024-08' AND '2024-09' ORDER BY month, usd DESC",
      "SELECT * FROM cost_by_tag_team WHERE month BETWEEN '2024-08' AND '2024-10' ORDER BY month, usd DESC",
    ]);
  });

  it.each(['source', "tag:Team'; DROP", 'tag:Other'])('knows no %s of the bill', async (by) => {
    await expect(run({ estate: true, by })).rejects.toThrow(
      `--by ${by}: of the bill there is one of account, unit, tag:Team`,
    );
    expect(asked()).toEqual([]);
  });
});

describe('kumomori cost --target aws --estate, without an export', () => {
  const other = awsDesk();

  it('says that there is none', async () => {
    const asking = other.run(() =>
      cost({ config: other.config(), lake: 'lake', target: 'aws', estate: true }),
    );

    await expect(asking).rejects.toThrow('cost.export is off: set it to create and deploy');
  });
});
