import { type CorrelatorOptions, createCorrelator } from '../../../../lib/sigma/correlate/correlator';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { correlationsOf, correlationText, hit, MINUTE, observeAll, SECOND, START } from './support';

const FAILED_3 = correlationText(
  'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}',
  'name: many_failed\n',
);

function correlatorOf(documents: readonly string[], options: Partial<CorrelatorOptions> = {}) {
  return createCorrelator(correlationsOf(...documents), { store: new MemoryKeyValueStore(), ...options });
}

/** How many findings come of the hits. */
async function countFindings(documents: readonly string[], hits: readonly ReturnType<typeof hit>[]) {
  return (await observeAll(correlatorOf(documents), hits)).size;
}

describe('event_count', () => {
  test.each([
    ['two failures', [0, 10], 0],
    ['three failures', [0, 10, 20], 1],
    ['three failures a timespan apart, both ends counted', [0, 300, 600], 1],
    ['three failures in more than the timespan', [0, 300, 601], 0],
    ['three failures across a slot of the clock', [290, 301, 305], 1],
    ['a long burst', Array.from({ length: 100 }, (_, i) => i), 1],
    ['two bursts far apart', [0, 1, 2, 7200, 7201, 7202], 2],
  ])('%s', async (_, seconds, findings) => {
    const hits = seconds.map((second) => hit('failed', second));

    expect(await countFindings([FAILED_3], hits)).toBe(findings);
  });

  test('counts each group for itself', async () => {
    const hits = [0, 1, 2, 3].flatMap((s) => [
      hit('failed', s),
      ...(s < 2 ? [hit('failed', s, { user: 'bob' })] : []),
    ]);

    const found = [...(await observeAll(correlatorOf([FAILED_3]), hits)).values()];

    expect(found.map(({ group }) => group)).toEqual([[{ field: 'user', value: 'ann' }]]);
  });

  test('counts an event once, however often it is delivered and by however many rules it is met', async () => {
    const both = FAILED_3.replace('[failed]', '[failed, succeeded]');
    const hits = [
      hit('failed', 0, undefined, 'a'),
      hit('failed', 0, undefined, 'a'),
      hit('succeeded', 0, undefined, 'a'),
      hit('failed', 1, undefined, 'b'),
    ];

    expect(await countFindings([both], hits)).toBe(0);
  });

  test('a finding names its group, window, count and events, of the newest at most 50', async () => {
    const hits = Array.from({ length: 60 }, (_, i) => hit('failed', i));

    const [finding] = [...(await observeAll(correlatorOf([FAILED_3]), hits)).values()];

    expect(finding).toMatchObject({
      group: [{ field: 'user', value: 'ann' }],
      count: 60,
      exact: true,
      firstMicros: START,
      timeMicros: START + 59 * SECOND,
      relatedCount: 60,
    });
    expect(finding?.related).toHaveLength(50);
    expect(finding?.related.at(-1)).toMatchObject({ uid: 'failed-59-ann', timeMicros: START + 59 * SECOND });
  });

  test('groups whose values only look alike joined stay apart', async () => {
    const two = FAILED_3.replace('[user]', '[user, host]');
    const hits = [
      hit('failed', 0, { user: 'a', host: 'b,c' }),
      hit('failed', 1, { user: 'a,b', host: 'c' }),
      hit('failed', 2, { user: 'a', host: 'b,c' }),
    ];

    expect(await countFindings([two], hits)).toBe(0);
  });
});

describe('value_count', () => {
  const HOSTS_3 = correlationText(
    'type: value_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 1h\ncondition: {field: host, gt: 2}',
  );

  test.each([
    ['few values often', ['a', 'b', 'a', 'b', 'a'], 0],
    ['enough values', ['a', 'b', 'a', 'c'], 1],
  ])('%s', async (_, hosts, findings) => {
    const hits = hosts.map((host, second) => hit('failed', second, { user: 'ann', host }));

    expect(await countFindings([HOSTS_3], hits)).toBe(findings);
  });

  test('several fields are counted as one value', async () => {
    const tuples = HOSTS_3.replace('field: host', 'field: [host, port]');
    const hits = ['1', '2', '3'].map((port, second) =>
      hit('failed', second, { user: 'ann', host: 'h', port }),
    );

    expect(await countFindings([tuples], hits)).toBe(1);
  });

  test('an event without the field is counted as incomplete', async () => {
    const correlator = correlatorOf([HOSTS_3]);

    await observeAll(correlator, [hit('failed', 0), hit('failed', 1, { host: 'h' })]);

    expect([...correlator.losses().values()]).toMatchObject([{ incomplete: 2 }]);
  });
});

describe('temporal', () => {
  const TOGETHER = correlationText(
    'type: temporal\nrules: [failed, succeeded, changed]\ngroup-by: [user]\ntimespan: 5m',
  );
  const ORDERED = TOGETHER.replace('type: temporal', 'type: temporal_ordered');
  const names = { f: 'failed', s: 'succeeded', c: 'changed' } as const;
  const hitsOf = (script: string) =>
    script.split(' ').map((step) => hit(names[step[0] as 'f'], Number(step.slice(1))));

  test.each([
    ['in order', 'f0 s10 c20', 1, 1],
    ['in another order', 'c0 s10 f20', 1, 0],
    ['one rule missing', 'f0 s10 s20', 0, 0],
    ['apart by more than the timespan', 'f0 s10 c301', 0, 0],
    ['exactly a timespan', 'f0 s10 c300', 1, 1],
    ['in one second', 'c0 s0 f0', 1, 1],
    ['in order among others', 'c0 s1 f2 c3 s4 c5', 1, 1],
    ['the last rule alone cannot complete an order', 'f0 c1 s2', 1, 0],
    ['too old a beginning', 'f0 s299 c301 s302', 0, 0],
  ])('%s', async (_, script, together, ordered) => {
    expect(await countFindings([TOGETHER], hitsOf(script))).toBe(together);
    expect(await countFindings([ORDERED], hitsOf(script))).toBe(ordered);
  });

  test('a condition asks for fewer of the rules', async () => {
    const two = (text: string) => text.replace('timespan: 5m', 'timespan: 5m\n    condition: {gte: 2}');

    expect(await countFindings([two(TOGETHER)], hitsOf('c0 s1'))).toBe(1);
    expect(await countFindings([two(ORDERED)], hitsOf('c0 s1'))).toBe(0);
    expect(await countFindings([two(ORDERED)], hitsOf('f0 c1'))).toBe(1);
  });

  test('aliases bring together fields of other names', async () => {
    const aliased = correlationText(
      `type: temporal
rules: [failed, succeeded]
group-by: [address]
timespan: 10s
aliases:
    address: {failed: source, succeeded: target}`,
    );
    const failed = hit('failed', 0, { source: '192.0.2.1', target: '192.0.2.2' });

    expect(await countFindings([aliased], [failed, hit('succeeded', 1, { target: '192.0.2.1' })])).toBe(1);
    expect(await countFindings([aliased], [failed, hit('succeeded', 1, { target: '192.0.2.2' })])).toBe(0);
  });
});

describe('correlations of correlations', () => {
  const GUESSED = correlationText(
    'type: temporal_ordered\nrules: [many_failed, succeeded]\ngroup-by: [user]\ntimespan: 10m',
  );

  test('many failures, then a success', async () => {
    const failures = [0, 1, 2].map((second) => hit('failed', second));

    expect(await countFindings([GUESSED, FAILED_3], [...failures, hit('succeeded', 60)])).toBe(1);
    expect(await countFindings([GUESSED, FAILED_3], [hit('succeeded', 0), ...failures.slice(1)])).toBe(0);
    expect(await countFindings([GUESSED, FAILED_3], [...failures.slice(1), hit('succeeded', 60)])).toBe(0);
  });

  test('the outer groups by a field of its own, read from the event that completed the inner', async () => {
    const byHost = FAILED_3.replace('[user]', '[host]');
    const failures = [0, 1, 2].map((second) => hit('failed', second, { host: 'h', user: `u${second}` }));
    const success = (user: string) => hit('succeeded', 60, { host: 'other', user });

    expect(await countFindings([GUESSED, byHost], [...failures, success('u2')])).toBe(1);
    expect(await countFindings([GUESSED, byHost], [...failures, success('u1')])).toBe(0);
  });

  test('a field asked for is handed up through every level', async () => {
    const byHost = FAILED_3.replace('[user]', '[host]');
    const middle = correlationText(
      'type: event_count\nrules: [many_failed]\ngroup-by: [host]\ntimespan: 10m\ncondition: {gte: 1}',
      'name: middle\n',
    );
    const outer = GUESSED.replace('many_failed', 'middle');
    const failures = [0, 1, 2].map((second) => hit('failed', second, { host: 'h', user: `u${second}` }));
    const success = (user: string) => hit('succeeded', 60, { user });

    expect(await countFindings([outer, middle, byHost], [...failures, success('u2')])).toBe(1);
    expect(await countFindings([outer, middle, byHost], [...failures, success('u1')])).toBe(0);
  });

  test('the inner raises findings of its own only where the outer says generate', async () => {
    const failures = [0, 1, 2].map((second) => hit('failed', second));
    const generating = GUESSED.replace('correlation:', 'generate: true\ncorrelation:');

    expect(await countFindings([GUESSED, FAILED_3], failures)).toBe(0);
    expect(await countFindings([generating, FAILED_3], failures)).toBe(1);
  });

  test('a third level counts the findings of the second, not their events', async () => {
    const spread = correlationText(
      'type: event_count\nrules: [many_failed]\ntimespan: 1h\ncondition: {gte: 3}',
    );
    const burst = (user: string) => Array.from({ length: 9 }, (_, i) => hit('failed', i, { user }));

    expect(await countFindings([spread, FAILED_3], [...burst('a'), ...burst('b')])).toBe(0);
    expect(await countFindings([spread, FAILED_3], [...burst('a'), ...burst('b'), ...burst('c')])).toBe(1);
  });
});

describe('conditions that more events can undo', () => {
  const RANGE = correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gt: 1, lte: 3}',
  );

  test.each([
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 0],
  ])('%i events in a window that has closed: %i', async (events, findings) => {
    const correlator = correlatorOf([RANGE], { latenessMicros: MINUTE });
    const hits = Array.from({ length: events }, (_, second) => hit('failed', second));

    expect((await observeAll(correlator, hits)).size).toBe(0);
    expect(await correlator.closed()).toEqual([]);
    await correlator.advance(START + 11 * MINUTE);

    expect(await correlator.closed()).toHaveLength(findings);
  });

  test('a closed window is given until it is confirmed, and then forgotten', async () => {
    const store = new MemoryKeyValueStore();
    const correlator = correlatorOf([RANGE], { store, latenessMicros: 0 });
    await observeAll(correlator, [hit('failed', 0), hit('failed', 1)]);
    await correlator.advance(START + 10 * MINUTE);

    const first = await correlator.closed();
    const again = await correlator.closed();
    await correlator.confirm(first);

    expect(again).toEqual(first);
    expect(await correlator.closed()).toEqual([]);
    expect([...store.values.keys()].filter((key) => key.includes('/w/'))).toEqual([]);
  });
});
