import { type CorrelatorOptions, createCorrelator } from '../../../../lib/sigma/correlate/correlator';
import { decodeState } from '../../../../lib/sigma/correlate/group-state';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { correlationsOf, correlationText, hit, MINUTE, observeAll, SECOND, START } from './support';

const FAILED_3 = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}'),
);
const FAILED_THEN_IN = correlationsOf(
  correlationText('type: temporal_ordered\nrules: [failed, succeeded]\ngroup-by: [user]\ntimespan: 1h'),
);

function open(correlations: typeof FAILED_3, options: Partial<CorrelatorOptions> = {}) {
  const store = new MemoryKeyValueStore();
  const correlator = createCorrelator(correlations, { store, latenessMicros: MINUTE, ...options });
  const [id = ''] = correlations.map((one) => one.id);
  const losses = () => correlator.losses().get(id) ?? 'none';
  const groups = () => [...store.values.keys()].filter((key) => key.includes('/g/'));
  return { store, correlator, losses, groups };
}

test('an event beyond the allowance is counted late and changes nothing', async () => {
  const { correlator, losses } = open(FAILED_3);

  const found = await observeAll(correlator, [hit('failed', 100), hit('failed', 600), hit('failed', 102)]);

  expect(found.size).toBe(0);
  expect(losses()).toMatchObject({ late: 1 });
});

test('an event at the very end of the allowance still counts', async () => {
  const { correlator, losses } = open(FAILED_3);

  const hits = [
    hit('failed', 100),
    hit('failed', 101),
    hit('failed', 161),
    hit('failed', 101, undefined, 'x'),
  ];

  expect((await observeAll(correlator, hits)).size).toBe(1);
  expect(losses()).toBe('none');
});

test('a redelivery of a known event is no late event, however late: it gives its finding again', async () => {
  const { correlator, losses } = open(FAILED_3);
  const hits = [hit('failed', 0), hit('failed', 1), hit('failed', 2)];
  const first = await observeAll(correlator, hits);
  await correlator.observe(hit('failed', 300));

  const again = await observeAll(correlator, hits.slice(2));

  expect([...again.keys()]).toEqual([...first.keys()]);
  expect(losses()).toBe('none');
});

test('a flood of one rule does not push out the event of another that a finding waits for', async () => {
  const { correlator, losses, store, groups } = open(FAILED_THEN_IN, { maxEventsPerGroup: 20 });
  const flood = Array.from({ length: 300 }, (_, i) => hit('succeeded', 1 + i / 10, undefined, `s${i}`));
  const before = await observeAll(correlator, flood.slice(0, 150));
  await correlator.observe(hit('failed', 15.95));
  await observeAll(correlator, flood.slice(150, 299));

  const found = await observeAll(correlator, flood.slice(299));

  expect(before.size).toBe(0);
  expect([...found.values()]).toMatchObject([{ count: 2, exact: false }]);
  expect(losses()).toMatchObject({ dropped: 281 });
  expect(groups().map((key) => decodeState(store.values.get(key)?.value ?? '').entries.length)).toEqual([20]);
});

test('groups beyond the number allowed are refused and counted, until event time has left others behind', async () => {
  const { correlator, losses, groups } = open(FAILED_3, { maxGroups: 3 });
  await observeAll(
    correlator,
    ['a', 'b', 'c', 'd', 'e'].map((user) => hit('failed', 0, { user })),
  );
  const full = groups().length;
  const refused = losses();

  await correlator.advance(START + 60 * MINUTE);
  await correlator.observe(hit('failed', 3600, { user: 'f' }));

  expect([full, groups().length]).toEqual([3, 1]);
  expect(refused).toMatchObject({ refused: 2 });
  expect(losses()).toMatchObject({ refused: 2 });
});

test('a state holds no more than a timespan and the allowance', async () => {
  const { correlator, store, groups } = open(FAILED_3);

  await observeAll(
    correlator,
    Array.from({ length: 200 }, (_, i) => hit('failed', i * 60)),
  );

  const [state] = groups().map((key) => decodeState(store.values.get(key)?.value ?? ''));
  expect(state?.entries.length).toBeLessThan(15);
});

test('huge and hostile values take little room and still tell groups apart', async () => {
  const { correlator, store } = open(FAILED_3);
  const users = ['x'.repeat(1_000_000), `${'x'.repeat(999_999)}y`, '__proto__', 'constructor', '\u0000\n/'];

  const found = await observeAll(
    correlator,
    users.flatMap((user) => [0, 1, 2].map((second) => hit('failed', second, { user }, `${second}`))),
  );

  expect(found.size).toBe(users.length);
  expect(JSON.stringify([...store.values]).length).toBeLessThan(20_000);
});

test('an event dated in the future does not make the others late', async () => {
  const clock = { nowMicros: () => START + 10 * SECOND };
  const { correlator, losses } = open(FAILED_3, { clock });

  const found = await observeAll(correlator, [
    hit('failed', 1_000_000, { user: 'eve' }),
    hit('failed', 0),
    hit('failed', 1),
    hit('failed', 2),
  ]);

  expect(found.size).toBe(1);
  expect(losses()).toMatchObject({ late: 0, future: 1 });
});

test('a bound that the state does not reach is refused at its line', () => {
  const far = correlationsOf(
    correlationText(
      'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 5000}',
    ),
  );

  expect(() => open(far)).toThrow(
    'c.yml:1: correlation "Example" counts to 5001, but 1000 events a group are remembered: raise maxEventsPerGroup',
  );
  expect(() => open(far, { maxEventsPerGroup: 6000 })).not.toThrow();
});

test('a changed correlation does not read the state of the old one', async () => {
  const store = new MemoryKeyValueStore();
  const [old] = FAILED_3;
  const changed = FAILED_3.map((one) => ({ ...one, condition: { gte: 4 } }));
  await observeAll(createCorrelator(FAILED_3, { store }), [hit('failed', 0), hit('failed', 1)]);

  const found = await observeAll(createCorrelator(changed, { store }), [hit('failed', 2), hit('failed', 3)]);

  expect(old?.condition).toEqual({ gte: 3 });
  expect(found.size).toBe(0);
});
