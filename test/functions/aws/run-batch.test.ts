import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import { BASELINES } from '../../../lib/analytics/baselines';
import { definitionOf, profileKey } from '../../../lib/analytics/profile';
import { putState, stateKey } from '../../../lib/analytics/state';
import { entityKey } from '../../../lib/analytics/usual';
import { dayOf, dayStart, WINDOW_MICROS } from '../../../lib/analytics/window';
import type { BatchSettings } from '../../../lib/batch/settings';
import type { JsonObject } from '../../../lib/json';
import { AWS, resolved } from '../../lib/config/support';
import { MemoryStore } from '../../support/memory-store';
import type { Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';
import { functionDesk } from './desk';

/** Time for so many windows: of all those that a first run catches up, the oldest. */
const timeFor = (windows: number) => {
  let asked = 0;
  return { getRemainingTimeInMillis: () => (asked++ <= windows ? 900_000 : 0) };
};
const HOUR = { windows: 'hour', time: '2024-08-12T11:40:00Z' };
const DAY = { windows: 'day', time: '2024-08-13T02:10:00Z' };
const [RARE] = BASELINES;
const ALICE = ['AWS', '111122223333', 'alice'];

const desk = functionDesk();
const { aws, s3 } = desk;
let told: Told;
let state: Map<string, JsonObject>;
/** Rows by what a query must contain; any other has none. */
let answers: Readonly<Record<string, readonly (readonly string[])[]>>;

beforeEach(() => {
  ({ state, told } = desk.fresh());
  answers = {};
  answerAthena();
  deploy();
});

/** Athena that has the answer to every question at once. */
function answerAthena(): void {
  const asked: string[] = [];
  aws
    .on('StartQueryExecution', ({ input }) => ({
      QueryExecutionId: `${asked.push(String(input.QueryString)) - 1}`,
    }))
    .on('GetQueryExecution', {
      QueryExecution: {
        StatementType: 'DML',
        Status: { State: 'SUCCEEDED' },
        Statistics: { DataScannedInBytes: 1_000_000 },
      },
    })
    .on('GetQueryResults', ({ input }) => {
      const sql = asked[Number(input.QueryExecutionId)] ?? '';
      const rows = Object.entries(answers).find(([part]) => sql.includes(part))?.[1] ?? [];
      return {
        ResultSet: {
          ResultSetMetadata: { ColumnInfo: [{ Name: 'x' }] },
          Rows: [['x'], ...rows].map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) })),
        },
      };
    });
}

function deploy(more: Partial<BatchSettings> = {}, config = ''): void {
  const bundle = deployedBundle(
    resolved(`version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n${config}${AWS}`),
  );
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    bundle,
    workgroup: 'acme-batch-runner',
    database: 'acme',
    usdPerDay: 1,
    historyDays: 14,
    ...more,
  } satisfies BatchSettings);
}

/** A fortnight in which alice made roles. */
function putHistory(): void {
  for (let back = 1; RARE && back <= 14; back += 1) {
    const day = dayOf(dayStart('2024-08-11') - back * WINDOW_MICROS.day);
    const profile = {
      baseline: RARE.id,
      definition: definitionOf(RARE),
      day,
      truncated: false,
      rows: [[...ALICE, 'CreateRole', 3]],
    };
    s3.objects.set(profileKey(RARE, day), Buffer.from(JSON.stringify(profile)));
  }
}

/** What streams judge by, of that fortnight. */
async function putStates(): Promise<void> {
  const store = new MemoryStore();
  const usuals = new Map([
    [entityKey(ALICE), { kind: 'values', values: new Set(['CreateRole']), days: 14 } as const],
  ]);
  for (const baseline of RARE ? [RARE] : []) {
    await putState(store, baseline, { usuals, through: '2024-08-10' });
    s3.objects.set(stateKey(baseline), Buffer.from(store.objects.get(stateKey(baseline)) ?? []));
  }
}

async function normalize(record: JsonObject) {
  const key = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2024/08/11/a.json';
  s3.objects.set(key, Buffer.from(JSON.stringify({ Records: [record] })));
  const body = JSON.stringify({
    'detail-type': 'Object Created',
    time: '2024-08-11T10:25:00Z',
    detail: { bucket: { name: 'raw' }, object: { key, size: 10, 'version-id': 'v1' } },
  });
  const { handler } = await import('../../../functions/aws/normalize');
  return handler({ Records: [{ messageId: 'm', body }] }, timeFor(10));
}

async function detect(record: JsonObject) {
  const event = {
    'detail-type': 'AWS API Call via CloudTrail',
    id: 'x',
    account: '1',
    region: 'r',
    detail: record,
  };
  const { handler } = await import('../../../functions/aws/detect');
  const kinesis = {
    sequenceNumber: '1',
    data: Buffer.from(JSON.stringify(event)).toString('base64'),
    approximateArrivalTimestamp: 1_723_371_600,
  };
  return handler({ Records: [{ eventID: 'shardId-000000000000:1', kinesis }] });
}

/** Alice tags a role, which she never did before. */
const tagsRole = (time: number): JsonObject => ({
  ...cloudTrailRecord(seeded(5), time),
  eventID: 'e-9',
  eventSource: 'iam.amazonaws.com',
  eventName: 'TagRole',
  readOnly: false,
  errorCode: undefined,
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', accountId: '111122223333', userName: 'alice' },
});

const run = async (event: unknown, windows = 10) => {
  const { handler } = await import('../../../functions/aws/run-batch');
  return handler(event, timeFor(windows));
};
const alerts = () => [...state.keys()].filter((key) => key.includes('/state/'));
const questions = () => aws.inputs('StartQueryExecution');

describe('the function of the batch', () => {
  it('reads the token key and those before it, once a start', async () => {
    deploy({}, 'privacy: { identities: tokenize, token_key: k2, previous_token_keys: [k1] }\n');
    aws.on('GetSecretValue', ({ input }) => ({ SecretString: String(input.SecretId).repeat(16) }));
    const { handler } = await import('../../../functions/aws/run-batch');

    await handler(HOUR, timeFor(1));
    await handler(HOUR, timeFor(1));

    expect(aws.inputs('GetSecretValue')).toEqual([{ SecretId: 'k2' }, { SecretId: 'k1' }]);
  });

  it('asks what is due of an hour, and raises what it finds, once', async () => {
    putHistory();
    const micros = String(Date.parse('2024-08-11T10:20:00Z') * 1000);
    answers = {
      "day = 11 AND hour = 10\n  AND event_category IN ('application', 'auth')": [
        [...ALICE, 'DeleteTrail', '1', micros, 'e-9'],
      ],
    };

    await run(HOUR);
    const asked = questions().length;
    await run(HOUR, 1);

    expect(alerts()).toHaveLength(1);
    expect(asked).toBe(10);
    expect(new Set(questions().map(({ QueryString }) => QueryString)).size).toBe(11);
    expect(questions()[0]).toMatchObject({
      WorkGroup: 'acme-batch-runner',
      QueryExecutionContext: { Database: 'acme' },
    });
    expect([...s3.objects.keys()]).toContain('state/findings/rare-administration/2024-08-11T10.json');
    expect(told.metrics('Findings').map(({ value }) => value)).toEqual([1, 0]);
    expect(told.metrics('BytesScanned')[0]).toEqual({ value: 10_000_000 });
    expect(told.metrics('JobsPostponed').map(({ value }) => value)).toEqual([0, 0]);
    expect(told.metrics('Lag')).toEqual([
      { value: expect.any(Number), of: 'hours' },
      { value: expect.any(Number), of: 'hours' },
    ]);
  });

  it('keeps the baselines that streams judge by', async () => {
    await run(DAY);

    const states = [...s3.objects.keys()].filter((key) => /^state\/baselines\/[a-z-]+\.json$/.test(key));
    expect(states).toHaveLength(BASELINES.length);
    expect(JSON.parse(s3.objects.get('state/baselines/mass-reads.json')?.toString() ?? '')).toMatchObject({
      version: 1,
      through: '2024-07-30',
      entities: [],
    });
  });

  it('does what it can, and fails for what it could not, so that an alarm tells', async () => {
    aws.on('GetQueryExecution', ({ input }) => ({
      QueryExecution: {
        StatementType: 'DML',
        Status: {
          State: input.QueryExecutionId === '3' ? 'FAILED' : 'SUCCEEDED',
          StateChangeReason: 'SYNTAX_ERROR',
        },
        Statistics: { DataScannedInBytes: 1 },
      },
    }));

    await expect(run(HOUR)).rejects.toThrow(
      /^1 of \d+ windows failed, first .* 2024-08-11T10: query 3: failed/,
    );

    expect(told.lines().filter(({ message }) => message === 'done')).toHaveLength(9);
    expect(told.lines()).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'failed' }));
  });

  it('has Spark make history where there is Spark, once', async () => {
    deploy({
      spark: {
        application: 'app1',
        role: 'arn:role',
        vcpu: 8,
        memoryGb: 32,
        key: 'arn:key',
        logGroup: '/spark',
      },
    });
    for (let day = 1; day <= 12; day += 1) {
      const name = String(day).padStart(2, '0');
      s3.objects.set(
        `events/year=2024/month=08/day=${name}/hour=10/event_category=auth/a.parquet`,
        Buffer.from(''),
      );
    }
    aws.on('POST /applications/app1/jobruns', { jobRunId: 'r-1' });

    await run(DAY, 3);
    await run(DAY, 3);

    const [started, ...more] = aws.inputs('POST /applications/app1/jobruns');
    expect(more).toEqual([]);
    expect(started).toMatchObject({
      executionRoleArn: 'arn:role',
      executionTimeoutMinutes: 60,
      jobDriver: {
        sparkSubmit: {
          entryPoint: 's3://lake/state/batch/rebuild/program.py',
          entryPointArguments: [`s3://lake/state/batch/rebuild/${started?.clientToken}.json`],
        },
      },
      configurationOverrides: { diskEncryptionConfiguration: { encryptionKeyArn: 'arn:key' } },
    });
    const profiled = questions().filter(({ QueryString }) => String(QueryString).includes('max(amount)'));
    expect(profiled.every(({ QueryString }) => String(QueryString).includes('day = 12'))).toBe(true);
  });

  it.each([
    ['by objects', normalize, [0, 1]],
    ['by a stream, in seconds', detect, [1, 1]],
  ])('raises no second alert of what was judged while it came in %s', async (_way, bring, findings) => {
    putHistory();
    await putStates();
    const time = Date.parse('2024-08-11T10:20:00Z');
    const micros = String(time * 1000);
    answers = {
      "hour = 10\n  AND event_category IN ('application', 'auth')": [
        [...ALICE, 'TagRole', '1', micros, 'e-9'],
      ],
    };

    const committed = await bring(tagsRole(time));
    const before = alerts();
    await run(HOUR);

    expect(committed).toEqual({ batchItemFailures: [] });
    expect(before).toHaveLength(1);
    expect(alerts()).toEqual(before);
    expect(told.metrics('Findings').map(({ value }) => value)).toEqual(findings);
  });

  it('does not keep events from the lake where a baseline cannot be read', async () => {
    s3.objects.set('state/baselines/mass-reads.json', Buffer.from('{"version":'));

    const committed = await normalize(
      cloudTrailRecord(seeded(5), Date.parse('2024-08-11T10:20:00Z')) as JsonObject,
    );

    expect(committed).toEqual({ batchItemFailures: [] });
    expect([...s3.objects.keys()].some((key) => key.startsWith('events/'))).toBe(true);
    expect(told.lines()).toContainEqual(
      expect.objectContaining({ level: 'WARN', message: 'nothing is judged by baselines' }),
    );
  });

  it('says what is wrong with an event that no schedule sends', async () => {
    await expect(run({ windows: 'week' })).rejects.toThrow('run-batch: expected');
  });
});
