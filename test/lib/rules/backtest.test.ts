import { createBacktest } from '../../../lib/rules/backtest';
import { correlateHits } from '../../../lib/sigma/correlate/correlate-hits';
import { kept } from '../lake/correlate/support';
import { correlationsOf, correlationText } from '../sigma/correlate/support';
import { eventOf, STUB } from '../sigma/support';
import { ALERT, loadOne, NAME_IS_X, ruleFile } from './support';

const MINUTE = 60_000_000;
const DAY = Date.UTC(2024, 7, 12) * 1000;
/** Two hits within an hour, of one name, make an alert. */
const rule = loadOne(ruleFile(NAME_IS_X, ALERT));
const by = (name: string, user = name) => ({ ...eventOf({ name }), actor: { user: { name: user } } });

const run = (hits: readonly (readonly [name: string, minute: number])[]) => {
  const tally = createBacktest();
  for (const [name, minute] of hits) {
    tally.add(rule, by(name), DAY + minute * MINUTE, STUB);
  }
  return tally.rows()[0];
};

test.each([
  ['one hit', [['a', 0]], 0],
  [
    'two within the window',
    [
      ['a', 0],
      ['a', 59],
    ],
    1,
  ],
  [
    'three within the window',
    [
      ['a', 0],
      ['a', 1],
      ['a', 2],
    ],
    1,
  ],
  [
    'two in windows beside each other',
    [
      ['a', 59],
      ['a', 60],
    ],
    0,
  ],
  [
    'two of different names',
    [
      ['a', 0],
      ['b', 1],
    ],
    0,
  ],
  [
    'two of each of two names',
    [
      ['a', 0],
      ['b', 1],
      ['a', 2],
      ['b', 3],
    ],
    2,
  ],
  [
    'late hits',
    [
      ['a', 90],
      ['a', 0],
      ['a', 91],
      ['a', 1],
    ],
    2,
  ],
] as const)('%s', (_case, hits, alerts) => {
  expect(run(hits)).toMatchObject({ hits: hits.length, alerts });
});

test('hits are counted by day, days in order, and by who acted, most first', () => {
  const row = run([
    ['b', 24 * 60],
    ['a', 0],
    ['b', 1],
  ]);

  expect([...(row?.days ?? [])]).toEqual([
    ['2024-08-12', 2],
    ['2024-08-13', 1],
  ]);
  expect(row?.entities).toEqual([
    { name: 'b', hits: 2 },
    { name: 'a', hits: 1 },
  ]);
});

test('settled windows are counted once and do not come again', () => {
  const tally = createBacktest();
  tally.add(rule, by('a'), DAY, STUB);
  tally.add(rule, by('a'), DAY, STUB);
  tally.settle(DAY + 60 * MINUTE);
  tally.settle(DAY + 120 * MINUTE);
  tally.add(rule, by('a'), DAY + 180 * MINUTE, STUB);

  expect(tally.rows()[0]).toMatchObject({ hits: 3, alerts: 1 });
});

test('a rule without an alert block alerts on each hour with a hit', () => {
  const bare = loadOne(ruleFile(NAME_IS_X));
  const tally = createBacktest();
  for (const minute of [0, 1, 61]) {
    tally.add(bare, by('a'), DAY + minute * MINUTE, STUB);
  }

  expect(tally.rows()[0]?.alerts).toBe(2);
});

test('an event without a user is about where it came from', () => {
  const tally = createBacktest();
  tally.add(rule, { ...eventOf({}), src_endpoint: { ip: '192.0.2.1' } }, DAY, STUB);
  tally.add(rule, eventOf({}), DAY, STUB);

  expect(tally.rows()[0]?.entities.map(({ name }) => name)).toEqual(['192.0.2.1', 'unknown']);
});

test('a correlation’s findings are its hits, by the last field of its group', async () => {
  const correlations = correlationsOf(
    correlationText(
      'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 2}',
    ),
  );
  const hits = [0, 10, 3600, 3610].map((seconds) => kept('failed', seconds));
  const tally = createBacktest();

  for (const finding of await correlateHits(correlations, [hits])) {
    tally.addFinding(finding);
  }

  expect(tally.rows()).toMatchObject([
    { rule: { title: 'Example' }, hits: 2, alerts: 2, entities: [{ name: 'ann', hits: 2 }] },
  ]);
});
