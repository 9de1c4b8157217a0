import fc from 'fast-check';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { compileRule } from '../../../../lib/sigma/compile';
import { evaluate } from '../../../../lib/sigma/evaluate';
import { compileSql } from '../../../../lib/sigma/sql/compile';
import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import type { Source } from '../../../../lib/sources/source';
import { one } from '../both';
import { eventOf, ruleOf, STUB } from '../support';
import { detectionBlock, eventFields, LINES, SCALARS } from './generate';
import { openTable, type Table } from './table';
import { TYPED, typedBlock, typedEvent } from './typed';

// DuckDB shares the machine's cores with the other tests.
jest.setTimeout(60_000);

const RUNS = 12;

describe('a rule as SQL', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  it('hits what they hit for each modifier and value, on each value by itself, in a list and in an object', async () => {
    const shapes = [
      ...SCALARS,
      ...SCALARS.map((value) => [value]),
      ...SCALARS.map((value) => [[{ b: value }]]),
    ];
    const events = shapes.map((a) => eventOf({ a, b: 'X' }));
    await table.fill(events, STUB.id);
    const lines = LINES.flatMap(([modifier, values]) => values.map((value) => `${modifier}: ${value}`));
    const wrong: unknown[] = [];
    let met = 0;

    for (const line of lines.flatMap((text) => [`a${text}`, `a.b${text}`])) {
      const rule = ruleOf(one(line));
      const query = compileSql(rule, STUB, duckdb, { select: ['record'] });
      const predicate = compileRule(rule, STUB);
      const expected = events.flatMap((event, index) => (predicate(event) ? [index] : []));
      const found = query.ok ? await table.records(query.value.text) : expected;
      const differing = [...found, ...expected].filter((i) => !found.includes(i) || !expected.includes(i));
      met += expected.length;
      if (differing.length > 0) {
        wrong.push([line, ...differing.map((index) => shapes[index])]);
      }
    }

    expect(wrong).toEqual([]);
    expect(met).toBeGreaterThan(5000);
  });

  /** How many of the rules compiled; fails when the three engines differ. */
  const compare = async (blocks: readonly string[], events: readonly OcsfEvent[], source: Source) => {
    let compiled = 0;
    await table.fill(events, source.id);
    for (const block of blocks) {
      const rule = ruleOf(block);
      const query = compileSql(rule, source, duckdb, { select: ['record'] });
      const predicate = compileRule(rule, source);
      const expected = events.flatMap((event, index) => (predicate(event) ? [index] : []));
      const oracle = events.flatMap((event, index) => (evaluate(rule, event, source) ? [index] : []));
      const found = query.ok ? await table.records(query.value.text) : expected;
      expect([block, oracle, found]).toEqual([block, expected, expected]);
      compiled += query.ok ? 1 : 0;
    }
    return compiled;
  };

  it.each([
    ['lists and objects', STUB, detectionBlock, eventFields.map(eventOf)],
    ['typed columns and OCSF attributes', TYPED, typedBlock, typedEvent],
  ] as const)(
    'hits what the predicate and the oracle hit, over %s',
    async (_, source, block, event) => {
      let compiled = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(block, { minLength: 12, maxLength: 12 }),
          fc.array(event, { minLength: 20, maxLength: 20 }),
          async (blocks, events) => {
            compiled += await compare(blocks, events, source);
          },
        ),
        { numRuns: RUNS },
      );
      expect(compiled).toBeGreaterThan(RUNS * 6);
    },
    300_000,
  );
});
