import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type { ResolvedCorrelation } from '../../../../lib/sigma/correlate/correlation';
import { createCorrelator } from '../../../../lib/sigma/correlate/correlator';
import type { Hit } from '../../../../lib/sigma/correlate/hit';
import { correlationSql } from '../../../../lib/sigma/correlate/sql';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { correlationsOf, correlationText, hit, IDS, observeAll, SECOND, START } from './support';

const text = (value: string | undefined) =>
  value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`;

/** The hits of one member as a query. */
function hitsSql({ members }: ResolvedCorrelation, hits: readonly Hit[]): readonly string[] {
  return members.map(({ id, groupBy, fields }) => {
    const groups = groupBy.map((_, i) => `group_${i}`);
    const names = ['event_uid', 'time_us', ...groups, ...fields.map((_, i) => `value_${i}`)];
    const rows = hits
      .filter((one) => one.ruleId === id)
      .map((one) => {
        const values = [...groupBy, ...fields].map((field) => `${text(one.value(field))}::VARCHAR`);
        return `(${[`'${one.eventUid}'`, `${one.timeMicros}::BIGINT`, ...values].join(', ')})`;
      });
    const none = `(${['NULL::VARCHAR', 'NULL::BIGINT', ...names.slice(2).map(() => 'NULL::VARCHAR')].join(', ')})`;
    return `SELECT * FROM (VALUES ${[...rows, none].join(', ')}) AS t(${names.join(', ')}) WHERE event_uid IS NOT NULL`;
  });
}

let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
});

afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function askAll(sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}

/** Groups and slots the engine finds, as text. */
async function byEngine(correlation: ResolvedCorrelation, hits: readonly Hit[]): Promise<readonly string[]> {
  const store = new MemoryKeyValueStore();
  const correlator = createCorrelator([correlation], { store, latenessMicros: 3600 * SECOND });
  const found = [...(await observeAll(correlator, hits)).values()];
  await correlator.advance(START + 7200 * SECOND);
  return [...found, ...(await correlator.closed())]
    .map(({ group, timeMicros }) =>
      [...group.map((one) => one.value), Math.floor(timeMicros / correlation.timespanMicros)].join(),
    )
    .sort();
}

const CORRELATIONS = correlationsOf(
  correlationText(
    'type: event_count\nrules: [failed, changed]\ngroup-by: [user]\ntimespan: 30s\ncondition: {gte: 3}',
  ),
  correlationText(
    'type: value_count\nrules: [failed]\ntimespan: 20s\ncondition: {field: [user, host], gt: 2}',
  ),
  correlationText(
    'type: value_count\nrules: [failed]\ngroup-by: [user, host]\ntimespan: 40s\ncondition: {field: port, gt: 1}',
  ),
  correlationText('type: temporal\nrules: [failed, succeeded, changed]\ngroup-by: [user]\ntimespan: 25s'),
  correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 25s\ncondition: {gt: 1, lte: 3, neq: 2}',
  ),
);

const hits = fc.array(
  fc
    .record({
      rule: fc.constantFrom(...(Object.keys(IDS) as (keyof typeof IDS)[])),
      second: fc.nat(120),
      values: fc.record(
        {
          user: fc.constantFrom('ann', "o'neil", ''),
          host: fc.constantFrom('h', 'i'),
          port: fc.constantFrom('1', '2'),
        },
        { requiredKeys: [] },
      ),
      uid: fc.nat(3),
    })
    .map(({ rule, second, values, uid }) =>
      hit(
        rule,
        second,
        values as Record<string, string>,
        `e${uid} ${second} ${Object.entries(values).join().replaceAll("'", '')}`,
      ),
    ),
  { minLength: 10, maxLength: 60, size: 'max' },
);

test.each(CORRELATIONS.map((one, index) => [index, one.type, one] as const))(
  'DuckDB finds what the engine finds: %i, %s',
  async (_, __, correlation) => {
    await fc.assert(
      fc.asyncProperty(hits, async (all) => {
        const sql = correlationSql(correlation, hitsSql(correlation, all));
        const rows = await askAll(sql.ok ? sql.value : sql.problem);
        const found = rows.map((row) =>
          [...correlation.groupBy.map((_, i) => row[`group_${i}`]), row.slot].join(),
        );

        expect(found.sort()).toEqual(await byEngine(correlation, all));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  },
);

test('what has no SQL says why', () => {
  const [inner, outer, ordered] = correlationsOf(
    correlationText('type: event_count\nrules: [failed]\ntimespan: 1h\ncondition: {gte: 2}', 'name: inner\n'),
    correlationText('type: event_count\nrules: [inner]\ntimespan: 1h\ncondition: {gte: 2}'),
    correlationText('type: temporal_ordered\nrules: [failed, changed]\ntimespan: 1h'),
  );
  const problem = (one: ResolvedCorrelation | undefined, queries: readonly string[]) => {
    const sql = one && correlationSql(one, queries);
    return sql && !sql.ok ? sql.problem : 'none';
  };

  expect(problem(ordered, ['', ''])).toContain('an order of events (temporal_ordered) has no SQL');
  expect(problem(outer, [''])).toContain('a correlation over correlations has no SQL');
  expect(problem(inner, [])).toContain('has 1 rules, got 0 queries');
});
