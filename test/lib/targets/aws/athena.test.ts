import { collect } from '../../../../lib/enrolment/collect';
import type { JsonObject } from '../../../../lib/json';
import { type QueryEngine, QueryFailed } from '../../../../lib/ports/query-engine';
import { athenaEngine } from '../../../../lib/targets/aws/athena';
import { signedPost } from '../../../../lib/targets/aws/signed-post';
import { FakeAws } from './fake-aws';

const aws = new FakeAws();
const waited: number[] = [];
let engine: QueryEngine;
/** What Athena says of the query, one answer a question; the last for ever. */
let executions: JsonObject[];

beforeAll(async () => {
  const endpoint = await aws.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const post = signedPost('athena', 'eu-west-1', { endpoint, credentials, attempts: 1 });
  const pause = async (ms: number, signal?: AbortSignal) => {
    waited.push(ms);
    signal?.throwIfAborted();
  };
  engine = athenaEngine(post, { workgroup: 'kumomori-security', database: 'kumomori', pause });
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.calls.length = 0;
  waited.length = 0;
  aws.answers.clear();
  executions = [execution('QUEUED'), execution('RUNNING', 10), execution('SUCCEEDED', 2048)];
  aws
    .on('StartQueryExecution', { QueryExecutionId: 'q-1' })
    .on('GetQueryExecution', () => (executions.length > 1 ? executions.shift() : executions[0]) ?? {})
    .on('StopQueryExecution', {})
    .on(
      'GetQueryResults',
      page([
        ['user', 'n'],
        ['alice', '1'],
      ]),
    );
});

function execution(State: string, bytes = 0, reason?: string): JsonObject {
  return {
    QueryExecution: {
      StatementType: 'DML',
      Status: { State, StateChangeReason: reason },
      Statistics: { DataScannedInBytes: bytes },
    },
  };
}

function page(rows: readonly (readonly (string | null)[])[], NextToken?: string): JsonObject {
  return {
    NextToken,
    ResultSet: {
      ResultSetMetadata: { ColumnInfo: [{ Name: 'user' }, { Name: 'n' }] },
      Rows: rows.map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
    },
  };
}

const SQL = 'SELECT user, n FROM security_events';
const LIMITS = { maxBytes: 1_000_000 };

async function failure(limits: Parameters<QueryEngine['run']>[1] = LIMITS): Promise<QueryFailed> {
  const failed: unknown = await engine.run(SQL, limits).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(QueryFailed);
  return failed as QueryFailed;
}

describe('a query in Athena', () => {
  it('runs in the workgroup, is waited for, and gives columns, rows and what it read', async () => {
    const { columns, rows, bytesScanned } = await engine.run(SQL, LIMITS);

    expect(columns).toEqual(['user', 'n']);
    expect(await collect(rows)).toEqual([['alice', '1']]);
    expect(bytesScanned).toBe(2048);
    expect(aws.inputs('StartQueryExecution')).toEqual([
      {
        QueryString: SQL,
        WorkGroup: 'kumomori-security',
        QueryExecutionContext: { Database: 'kumomori' },
        ClientRequestToken: expect.stringMatching(/^[\x21-\x7e]{32,128}$/),
      },
    ]);
    expect(aws.calls[0]?.authorization).toContain('/eu-west-1/athena/aws4_request');
  });

  it('asks less and less often how far it is, and at least every five seconds', async () => {
    executions = [...Array.from({ length: 20 }, () => execution('RUNNING')), execution('SUCCEEDED')];

    await engine.run(SQL, LIMITS);

    expect(waited).toEqual([...waited].sort((a, b) => a - b));
    expect(waited.at(-1)).toBe(5000);
  });

  it('reads its rows page by page, and no page before it is wanted', async () => {
    const pages = new Map([
      [
        '',
        page(
          [
            ['user', 'n'],
            ['alice', '1'],
          ],
          'two',
        ),
      ],
      [
        'two',
        page(
          [
            ['user', 'n'],
            [null, ''],
          ],
          'three',
        ),
      ],
      ['three', page([['carol', '3']])],
    ]);
    aws.on('GetQueryResults', ({ input }) => pages.get(String(input.NextToken ?? '')) ?? {});

    const { rows } = await engine.run(SQL, LIMITS);
    expect(aws.inputs('GetQueryResults')).toHaveLength(1);

    // Only the first page begins with heads; NULL is not the empty text.
    expect(await collect(rows)).toEqual([
      ['alice', '1'],
      ['user', 'n'],
      [null, ''],
      ['carol', '3'],
    ]);
  });

  it('keeps the first row of what asks of the catalogue, which has no heads', async () => {
    executions = [{ QueryExecution: { StatementType: 'UTILITY', Status: { State: 'SUCCEEDED' } } }];
    aws.on('GetQueryResults', page([['security_events', '']]));

    const { rows } = await engine.run('SHOW TABLES', LIMITS);

    expect(await collect(rows)).toEqual([['security_events', '']]);
  });

  it('is the same query when its request is made again, and another for every other request', async () => {
    for (const request of [
      'baseline 2024-08-12',
      'baseline 2024-08-12',
      'baseline 2024-08-13',
      undefined,
      undefined,
    ]) {
      await engine.run(SQL, { ...LIMITS, ...(request === undefined ? {} : { request }) });
    }

    const tokens = aws.inputs('StartQueryExecution').map((input) => input.ClientRequestToken);
    expect(tokens[1]).toBe(tokens[0]);
    expect(new Set(tokens).size).toBe(4);
  });

  it('waits while Athena says that too much is asked at once', async () => {
    const answers = [
      { status: 400, body: { __type: 'TooManyRequestsException', Message: 'too many queries' } },
      { QueryExecutionId: 'q-1' },
    ];
    aws.on('StartQueryExecution', () => answers.shift() ?? {});

    expect((await engine.run(SQL, LIMITS)).bytesScanned).toBe(2048);
    const tokens = aws.inputs('StartQueryExecution').map((input) => input.ClientRequestToken);
    expect(new Set(tokens).size).toBe(1);
  });
});

describe('a query that gives no answer', () => {
  it('is stopped in Athena when whoever asked waits no longer', async () => {
    const stopping = new AbortController();
    aws.on('GetQueryExecution', () => {
      stopping.abort(new Error('Ctrl-C'));
      return execution('RUNNING');
    });

    const failed = await failure({ ...LIMITS, signal: stopping.signal });

    expect(failed.message).toBe('query q-1: stopped: Ctrl-C');
    expect(aws.inputs('StopQueryExecution')).toEqual([{ QueryExecutionId: 'q-1' }]);
  });

  it('is not begun when nobody waits for it any longer', async () => {
    const failed = await failure({ ...LIMITS, signal: AbortSignal.abort(new Error('out of time')) });

    expect(failed.message).toBe('not begun: out of time');
    expect(aws.calls).toEqual([]);
  });

  it('is stopped when it has read more than it may, and says what to do', async () => {
    executions = [execution('RUNNING', 5_000_000)];

    const failed = await failure();

    expect(failed).toMatchObject({ queryId: 'q-1', message: expect.stringContaining('limit is 1000000') });
    expect(aws.inputs('StopQueryExecution')).toHaveLength(1);
  });

  it.each([
    ['CANCELLED', 'Bytes scanned limit was exceeded', 'raise scan_limit_gb'],
    ['FAILED', 'COLUMN_NOT_FOUND: line 1:8: Column usr cannot be resolved', 'DESCRIBE security_events'],
    ['FAILED', 'SYNTAX_ERROR: line 1:8: WHERE clause must be boolean', 'mend the SQL'],
    ['FAILED', 'Permission denied on S3 path: s3://lake/events/year=2024', 'event categories it may read'],
    ['FAILED', 'Query exhausted resources at this scale factor', 'fewer hours'],
  ])('that ended as %s because of %s says so, with its id and what to do', async (state, reason, advice) => {
    executions = [execution(state, 0, reason)];

    const { message } = await failure();

    expect(message).toContain(`query q-1: ${state.toLowerCase()}: ${reason}`);
    expect(message).toContain(advice);
  });

  it.each([
    ['InvalidRequestException', 'WorkGroup kumomori-nobody is not found.', 'deploy the stack Security/Query'],
    ['InvalidRequestException', "line 1:1: mismatched input 'SELEC'", 'mend the SQL'],
    [
      'AccessDeniedException',
      'User: x is not authorized to perform: athena:StartQueryExecution',
      'sign in as an analyst',
    ],
  ])('that Athena refuses with %s: %s says what to do', async (kind, Message, advice) => {
    aws.on('StartQueryExecution', { status: 400, body: { __type: kind, Message } });

    const { message } = await failure();

    expect(message).toContain(`Athena refused StartQueryExecution: ${kind}: ${Message}`);
    expect(message).toContain(advice);
  });
});
