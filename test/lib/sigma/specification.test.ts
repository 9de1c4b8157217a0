import { compileSql } from '../../../lib/sigma/sql/compile';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { matches } from './both';
import { ODD_RULES } from './odd-rules';
import { openTable, type Table } from './sql/table';
import { eventOf, ruleOf, STUB } from './support';

// DuckDB shares the machine's cores with the other tests.
jest.setTimeout(60_000);

/** Times stand in many spellings, which SQL does not read. */
const NOT_IN_SQL = /hour|minute|week/;

describe('what the specification says of odd rules', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  test.each(ODD_RULES.map((rule) => [rule.name, rule] as const))('%s', async (name, rule) => {
    const { detection, hits, misses } = rule;
    const events = [...hits, ...misses];
    const query = compileSql(ruleOf(detection), STUB, duckdb, { select: ['record'] });

    expect(events.map((event) => matches(detection, event))).toEqual([
      ...hits.map(() => true),
      ...misses.map(() => false),
    ]);
    expect([name, query.ok]).toEqual([name, !NOT_IN_SQL.test(name)]);
    await table.fill(events.map(eventOf), STUB.id);
    expect(query.ok ? await table.records(query.value.text) : hits.map((_, index) => index)).toEqual(
      hits.map((_, index) => index),
    );
  });
});
