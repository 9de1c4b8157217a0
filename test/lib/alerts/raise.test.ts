import fc from 'fast-check';
import { actOn } from '../../../lib/alerts/act';
import { findingCount } from '../../../lib/alerts/alert';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { parseSuppressions } from '../../../lib/alerts/suppress/parse';
import { times } from '../../support/effort';
import { alertsIn, entriesIn, findingOf, HOUR, MINUTE, newWorld, type World } from './support';

const resolve = (world: World, uid: string) =>
  actOn(
    uid,
    { action: 'resolve', by: 'hanako', reason: 'change ticket', atMicros: world.clock.nowMicros() },
    world,
  );

test('findings of one key and window are one alert and one message', async () => {
  const world = newWorld();
  const findings = [1, 2, 3].map((n) => findingOf({ uid: `f${n}`, time: HOUR + n * MINUTE }));

  const raised = await raiseAlerts(findings, world);
  await dispatch(world);

  const [alert, ...others] = await alertsIn(world);
  expect(raised).toEqual({ fresh: 3, alerted: 3, suppressed: 0, quiet: 0, old: 0 });
  expect(others).toEqual([]);
  expect(alert && findingCount(alert)).toBe(3);
  expect(world.notifier.seen.map(({ channel, message }) => [channel, message.occasion])).toEqual([
    ['pager', 'opened'],
  ]);
});

test('findings delivered again, in any order and grouping, count once and are told once', async () => {
  const findings = Array.from({ length: 12 }, (_, i) =>
    findingOf({ uid: `f${i}`, time: HOUR + i * 20 * MINUTE, dedup: `account-${i % 2}` }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.shuffledSubarray(findings, { minLength: 1 }), { maxLength: 5 }),
      async (batches) => {
        const world = newWorld();

        for (const batch of [...batches, findings, ...batches]) {
          await raiseAlerts([...batch, ...batch], world);
          await dispatch(world);
        }

        const alerts = await alertsIn(world);
        expect(alerts.map(findingCount).reduce((a, b) => a + b, 0)).toBe(12);
        expect(world.notifier.seen).toHaveLength(alerts.length);
        expect(alerts).toHaveLength(8);
      },
    ),
    { numRuns: times(25) },
  );
});

test('each step of an alert is heard of once, whoever gives its findings again', async () => {
  const steps: string[] = [];
  const world = newWorld({
    onStep: ({ facets }, { occasion }) => void steps.push(`${facets.level} ${occasion}`),
  });
  const findings = [
    findingOf({ uid: 'f1', level: 'critical' }),
    findingOf({ uid: 'f2', level: 'low', dedup: 'other', threshold: 2 }),
  ];

  await raiseAlerts(findings, world);
  await raiseAlerts(findings, world);
  await dispatch(world);
  const [alert] = (await alertsIn(world)).filter(({ state }) => state === 'open');
  await resolve(world, alert?.uid ?? '');

  expect(steps).toEqual(['critical opened', 'critical resolved']);
});

test('below its threshold an alert waits, and nobody is told', async () => {
  const world = newWorld();
  const few = [1, 2].map((n) => findingOf({ uid: `f${n}`, threshold: 3 }));

  await raiseAlerts(few, world);
  await raiseAlerts(few, world);
  const waiting = await alertsIn(world);
  await raiseAlerts([findingOf({ uid: 'f3', threshold: 3 })], world);

  expect(waiting.map(({ state }) => state)).toEqual(['waiting']);
  expect((await alertsIn(world)).map(({ state }) => state)).toEqual(['open']);
  expect(await entriesIn(world)).toHaveLength(1);
});

test.each([
  ['in order', [-2, -1, 1]],
  ['with the part before the border last', [1, -1, -2]],
])('a burst across the border of two windows reaches its threshold, %s', async (_, minutes) => {
  const world = newWorld();

  for (const at of minutes) {
    await raiseAlerts([findingOf({ uid: `at ${at}`, time: HOUR + at * MINUTE, threshold: 3 })], world);
  }

  const alerts = await alertsIn(world);
  expect(alerts.map(({ state, windowStart }) => [state, windowStart === HOUR]).sort()).toEqual([
    ['open', true],
    ['waiting', false],
  ]);
});

test('a finding of after the resolution reopens its alert, and people are told again', async () => {
  const world = newWorld();
  await raiseAlerts([findingOf({ uid: 'f1' })], world);
  const [alert] = await alertsIn(world);
  await resolve(world, alert?.uid ?? '');

  await raiseAlerts([findingOf({ uid: 'f1' })], world);
  await raiseAlerts([findingOf({ uid: 'f2', time: HOUR + 40 * MINUTE })], world);
  await dispatch(world);

  expect((await alertsIn(world)).map(({ state }) => state)).toEqual(['open']);
  expect(world.notifier.seen.map(({ message }) => message.occasion).sort()).toEqual([
    'opened',
    'reopened',
    'resolved',
  ]);
});

test('a suppressed finding makes no alert, is recorded as such, and stays suppressed when the suppression is gone', async () => {
  const parsed = parseSuppressions(
    'suppressions:\n  - {id: drill, reason: fire drill, owner: soc, expires: 2024-12-31, match: {account: "111111111111"}}\n',
    's.yaml',
  );
  const world = newWorld({ suppressions: parsed.ok ? parsed.value : [] });
  const findings = [findingOf({ uid: 'f1' }), findingOf({ uid: 'f2', account: '222222222222' })];

  const first = await raiseAlerts(findings, world);
  // As many as it takes to share a record of fates with the suppressed one.
  const others = Array.from({ length: 1000 }, (_, i) => findingOf({ uid: `g${i}`, account: '222222222222' }));
  const later = await raiseAlerts([...findings, ...others], { ...world, suppressions: [] });

  expect(first).toEqual({ fresh: 2, alerted: 1, suppressed: 1, quiet: 0, old: 0 });
  expect(later).toEqual({ fresh: 1000, alerted: 1001, suppressed: 1, quiet: 0, old: 0 });
  expect((await alertsIn(world)).map(({ facets }) => facets.account)).toEqual(['222222222222']);
  expect([...world.store.values.values()].some(({ value }) => value.includes('"suppressed":"drill"'))).toBe(
    true,
  );
});

test('an informational finding is for the lake alone', async () => {
  const world = newWorld();

  const raised = await raiseAlerts([findingOf({ uid: 'f1', level: 'informational', alerts: false })], world);

  expect(raised).toEqual({ fresh: 0, alerted: 0, suppressed: 0, quiet: 1, old: 0 });
  expect(world.store.values.size).toBe(0);
});

test('a decision on an alert that is not there is a problem in words', async () => {
  expect(await resolve(newWorld(), 'nothing')).toEqual({
    ok: false,
    problem: 'alert nothing: there is none',
  });
});
