import fc from 'fast-check';
import { loadRules } from '../../../lib/detections/load';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { correlationQuery, type LakeContext, ruleQueries } from '../../../lib/rules/lake-queries';
import { compileRule } from '../../../lib/sigma/compile';
import { createCorrelator } from '../../../lib/sigma/correlate/correlator';
import { hitOf } from '../../../lib/sigma/correlate/hit';
import { duckdb } from '../../../lib/sigma/sql/dialects/duckdb';
import { trino } from '../../../lib/sigma/sql/dialects/trino';
import { CLEAR } from '../../../lib/sigma/sql/lake-view';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { openTable, type Table } from '../sigma/sql/table';
import { eventOf, STUB } from '../sigma/support';

// DuckDB shares the machine's cores with the other tests.
jest.setTimeout(60_000);

const TEXT = `
title: Failed
id: 00000000-0000-4000-8000-000000000001
name: failed
logsource: { product: example }
detection: { s: { outcome: failed }, condition: s }
level: low
---
title: Changed
id: 00000000-0000-4000-8000-000000000002
name: changed
logsource: { product: example }
detection: { s: { outcome: [changed, both] }, condition: s }
level: low
---
title: Nowhere
id: 00000000-0000-4000-8000-000000000003
name: nowhere
logsource: { product: nobody }
detection: { s: { a: 1 }, condition: s }
---
title: Often
id: 00000000-0000-4000-8000-000000000011
correlation: { type: event_count, rules: [failed, changed], group-by: [user], timespan: 30s, condition: { gte: 3 } }
level: high
---
title: Many hosts
id: 00000000-0000-4000-8000-000000000012
correlation: { type: value_count, rules: [failed], group-by: [either], timespan: 20s, condition: { field: host.name, gt: 1 } }
---
title: Both
id: 00000000-0000-4000-8000-000000000013
correlation: { type: temporal, rules: [failed, changed], group-by: [user], timespan: 25s }
---
title: In order
id: 00000000-0000-4000-8000-000000000014
correlation: { type: temporal_ordered, rules: [failed, changed], timespan: 25s }
---
title: Of nothing
id: 00000000-0000-4000-8000-000000000015
correlation: { type: event_count, rules: [nowhere], timespan: 25s, condition: { gte: 3 } }
`;
const { rules, correlations } = loadRules([{ path: 'all.yml', text: TEXT }], [STUB]);
const CONTEXT: LakeContext = { sources: [STUB], dialect: duckdb, viewOf: () => CLEAR };
const START = 1_723_458_600_000;

const scalar = fc.constantFrom('ann', "o'neil", '', 7, null);
const events: fc.Arbitrary<readonly OcsfEvent[]> = fc
  .array(
    fc.record({
      outcome: fc.constantFrom('failed', 'changed', 'both', 'fine'),
      second: fc.nat(120),
      fields: fc.record(
        {
          user: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
          one: scalar,
          two: scalar,
          host: fc.array(fc.record({ name: scalar }), { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
    }),
    { minLength: 10, maxLength: 60, size: 'max' },
  )
  .map((all) =>
    all.map(({ outcome, second, fields }, index) => ({
      ...eventOf({ ...fields, outcome }),
      time: START + second * 1000,
      metadata: { version: '1.5.0', product: { name: 'Stub' }, uid: `event-${index}` },
    })),
  );

describe('correlations over the lake', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  test.each(correlations.slice(0, 3).map((one) => [one.title, one] as const))(
    '%s: the windows that the engine finds on the same events',
    async (_, correlation) => {
      const query = correlationQuery(correlation, rules, CONTEXT);
      let windows = 0;
      await fc.assert(
        fc.asyncProperty(events, async (all) => {
          await table.fill(all, STUB.id);
          const correlator = createCorrelator([correlation], {
            store: new MemoryKeyValueStore(),
            latenessMicros: 3_600_000_000,
          });
          const expected = new Set<string>();
          for (const event of all) {
            for (const rule of rules.filter((one) => compileRule(one, STUB)(event))) {
              for (const found of await correlator.observe(hitOf(rule, event, event.time * 1000, STUB))) {
                const slot = Math.floor(found.timeMicros / correlation.timespanMicros);
                expected.add([...found.group.map(({ value }) => value), slot].join());
              }
            }
          }
          windows += expected.size;
          const rows = await table.rows(query.ok ? query.value : JSON.stringify(query.problem));

          expect(rows.map((row) => row.slice(0, correlation.groupBy.length + 1).join()).sort()).toEqual(
            [...expected].sort(),
          );
        }),
        { numRuns: 15, endOnFailure: true },
      );
      expect(windows).toBeGreaterThan(5);
    },
  );
});

test('what has no query says why, where', () => {
  const reasons = correlations.map((one) => {
    const query = correlationQuery(one, rules, CONTEXT);
    return query.ok
      ? ''
      : query.problem.map(({ file, line, message }) => `${file}:${line}: ${message}`).join();
  });

  expect(reasons).toEqual([
    '',
    '',
    '',
    expect.stringMatching(/^all\.yml:\d+: correlation "In order": an order of events/),
    expect.stringMatching(/^all\.yml:\d+: no source has logs of rule 00000000-0000-4000-8000-000000000003/),
  ]);
});

test('a correlation has a query for DuckDB only', () => {
  const [often] = correlations;
  const query = often && correlationQuery(often, rules, { ...CONTEXT, dialect: trino });

  expect(query?.ok === false && query.problem[0]?.message).toContain('not in SQL (trino)');
});

test('a rule has a query for each source that has its logs', () => {
  const other = { ...STUB, id: 'other' };
  const [failed, , nowhere] = rules;
  const texts = (rule: typeof failed) =>
    rule
      ? ruleQueries(rule, { ...CONTEXT, sources: [STUB, other] }).map((query) =>
          query.ok ? (/"source" = '(\w+)'/.exec(query.value)?.[1] ?? '') : query.problem[0]?.message,
        )
      : [];

  expect(texts(failed)).toEqual(['stub', 'other']);
  expect(texts(nowhere)).toEqual(['no source has logs of its logsource']);
});
