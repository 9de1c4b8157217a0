import fc from 'fast-check';
import { BASELINES } from '../../../lib/analytics/baselines';
import { cellOf, wholeAt } from '../../../lib/analytics/cells';
import { type Condition, conditionSql, conditionTest } from '../../../lib/analytics/condition';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { anEvent, aRow } from '../lake/table/rows';
import { openTable, type Table } from '../sigma/sql/table';
import { oddities, usualDays } from './world';

const columns = ['user_id', 'operation', 'service', 'dst_ip', 'disposition'] as const;
const words = [
  'alice',
  'GetObject',
  'iam.amazonaws.com',
  '10.1.2.3',
  'Blocked',
  'MICROSOFT.NETWORK/x',
  "o'neil",
];

const condition: fc.Arbitrary<Condition> = fc.letrec<{ one: Condition }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ column: fc.constantFrom(...columns), in: fc.subarray(words, { minLength: 1 }) }),
    fc.record({
      column: fc.constantFrom(...columns),
      matches: fc.constantFrom('^10[.]', 'o', '^microsoft[.](?:network|x)/', 'amazonaws[.]com$'),
    }),
    fc.record({ column: fc.constant('status_id'), in: fc.constantFrom([1], [1, 2], [3]) }),
    fc.record({ not: tie('one') }),
    fc.record({ all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
  ),
})).one;

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const anyEvent: fc.Arbitrary<OcsfEvent> = fc
  .record({
    user: maybe(fc.constantFrom(...words)),
    operation: fc.constantFrom(...words),
    service: maybe(fc.constantFrom(...words)),
    ip: maybe(fc.constantFrom('10.1.2.3', '198.51.100.7', '2001:db8::1')),
    disposition: maybe(fc.constantFrom('Blocked', 'Allowed')),
    status: fc.constantFrom(1, 2),
  })
  .map(({ user, operation, service, ip, disposition, status }) =>
    anEvent({
      actor: user === undefined ? undefined : { user: { name: user } },
      api: { operation, service: service === undefined ? undefined : { name: service } },
      dst_endpoint: ip === undefined ? undefined : { ip },
      disposition,
      status_id: status,
    }),
  );

describe('conditions of baselines', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  it('hold of the same events in the lake as while they come in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 20 }),
        condition,
        async (events, one) => {
          await table.fill(events, 'made-up');
          const test = conditionTest(one);

          const found = await table.records(
            `SELECT record FROM security_events WHERE ${conditionSql(one, duckdb)}`,
          );

          expect(found).toEqual(events.flatMap((event, at) => (test(aRow({ event })) ? [at] : [])));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of those that ship, too', async () => {
    const all = [usualDays(), oddities()].flatMap(({ calls, flows }) => [...calls.slice(-700), ...flows]);
    await table.fill(all, 'made-up');
    for (const { id, where } of BASELINES) {
      const test = conditionTest(where);
      const found = await table.records(
        `SELECT record FROM security_events WHERE ${conditionSql(where, duckdb)}`,
      );

      expect([id, found.length > 0]).toEqual([id, true]);
      expect([id, found]).toEqual([id, all.flatMap((event, at) => (test(aRow({ event })) ? [at] : []))]);
    }
  });

  it('name columns that the table has', () => {
    expect(() => cellOf('user')).toThrow('security_events has no column "user"');
  });

  it.each([
    [12, 12],
    ['12', 12],
    ['-1', undefined],
    ['1e3', undefined],
    [1.5, undefined],
    ['9'.repeat(16), undefined],
    [{ a: 1 }, undefined],
    [undefined, undefined],
  ])('read a whole number of %j as %s', (value, expected) => {
    const event = anEvent({ unmapped: { a: { b: value } } });

    expect(wholeAt(aRow({ event }), ['unmapped', 'a', 'b'])).toBe(expected);
  });
});
