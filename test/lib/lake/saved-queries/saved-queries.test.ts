import { SAVED_QUERIES } from '../../../../lib/lake/saved-queries';
import { writeQuery } from '../../../../lib/lake/saved-queries/saved-query';
import { DIALECTS } from '../../../../lib/sigma/sql/dialects';
import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import { openTable, type Table } from '../../sigma/sql/table';
import { MORNING, MORNING_EVENTS, MORNING_TIMES } from './events';

describe('the saved queries', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
    await table.fill(MORNING_EVENTS, 'made-up');
  });

  afterAll(() => table.close());

  it('have ids that can be linked to, and something each is tried on', () => {
    const ids = SAVED_QUERIES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
    expect([...ids].sort()).toEqual(Object.keys(MORNING).sort());
  });

  it.each(SAVED_QUERIES.map((query) => [query.id, query] as const))(
    '%s finds what it is for in DuckDB',
    async (id, query) => {
      const [first = []] = await table.rows(writeQuery(query, duckdb, MORNING_TIMES));

      expect(first).toEqual(expect.arrayContaining([...(MORNING[id]?.first ?? [])]));
    },
  );

  it.each([
    ['sql-injection', 2],
    ['database-privileged', 2],
    ['failures-together', 1],
    ['function-failures', 1],
    ['failed-sign-ins', 1],
    ['large-transfers', 1],
    ['long-names', 1],
    ['clocks', 0],
    ['rights-changed', 1],
  ])('%s finds nothing else', async (id, count) => {
    const query = SAVED_QUERIES.find((one) => one.id === id);

    const rows = query ? await table.rows(writeQuery(query, duckdb, MORNING_TIMES)) : [];

    expect(rows).toHaveLength(count);
  });

  it('ask of no event before or after their times', async () => {
    const query = SAVED_QUERIES.find(({ id }) => id === 'one-hour');

    const rows = query ? await table.rows(writeQuery(query, duckdb, MORNING_TIMES)) : [];

    expect(rows.flat()).toContain('alice');
    expect(rows.flat()).not.toContain('before');
    expect(rows.flat()).not.toContain('after');
  });

  it.each(DIALECTS)('are told apart by a title and open with their times in $name', (dialect) => {
    for (const query of SAVED_QUERIES) {
      const [title, , asked] = writeQuery(query, dialect, MORNING_TIMES).split('\n');

      expect(title).toBe(`-- ${query.title}`);
      expect(asked).toContain("TIMESTAMP '2024-08-12 10:00:00' AS since");
    }
  });

  it.each(['2024-08-12', "2024-08-12 10:00:00' OR '", '2024-08-12T10:00:00Z'])(
    'take no time written as %s',
    (since) => {
      const [query] = SAVED_QUERIES;

      expect(() => query && writeQuery(query, duckdb, { ...MORNING_TIMES, since })).toThrow(
        'times are written',
      );
    },
  );
});
