import fc from 'fast-check';
import { actOn } from '../../../lib/alerts/act';
import { findingCount } from '../../../lib/alerts/alert';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import { digestKey } from '../../../lib/alerts/outbox/entry';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { mostMessages, takeToken } from '../../../lib/alerts/storm';
import { times } from '../../support/effort';
import { alertsIn, entriesIn, findingOf, HOUR, newWorld, type World } from './support';

const LIMITS = { burst: 3, perHour: 6, digestSeconds: 900 };

test('a bucket gives its burst at once, then one for each stretch of its rate', () => {
  const granted: number[] = [];
  let bucket: Parameters<typeof takeToken>[0];

  for (let minute = 0; minute <= 40; minute++) {
    const taken = takeToken(bucket, LIMITS, minute * 60_000_000);
    bucket = taken.bucket;
    if (taken.granted) {
      granted.push(minute);
    }
  }

  expect(granted).toEqual([0, 1, 2, 10, 20, 30, 40]);
});

test('no order of requests, nor a clock that runs back, gets more than burst and rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7200), { maxLength: 200 }), (seconds) => {
      let bucket: Parameters<typeof takeToken>[0];
      let granted = 0;
      for (const second of seconds) {
        const taken = takeToken(bucket, LIMITS, second * 1_000_000);
        bucket = taken.bucket;
        granted += taken.granted ? 1 : 0;
      }

      expect(granted).toBeLessThanOrEqual(mostMessages(LIMITS, 7200, ['high']));
    }),
  );
});

/** Findings of as many alerts. */
const alertsOf = (count: number, level: 'low' | 'critical' = 'low', from = 0) =>
  Array.from({ length: count }, (_, i) =>
    findingOf({ uid: `${level}-${from + i}`, dedup: `${level}-${from + i}`, level, rule: `${level}-rule` }),
  );

const occasions = (world: World) => world.notifier.seen.map(({ message }) => message.occasion);

test('what is above the limit comes as one digest when its period is over, and once', async () => {
  const world = newWorld({ storm: LIMITS });

  await raiseAlerts(alertsOf(10), world);
  await dispatch(world);
  const before = occasions(world);
  for (let minute = 0; minute < 60; minute++) {
    world.clock.pass(60);
    await dispatch(world);
  }

  expect(before).toEqual(['opened', 'opened', 'opened']);
  expect(occasions(world)).toEqual([...before, 'digest']);
  expect(world.notifier.seen.at(-1)?.message).toMatchObject({
    counts: { alerts: 7, findings: 7 },
    digest: [{ severity: 'low', title: 'Title of low-rule', alerts: 7, findings: 7 }],
  });
  expect(await alertsIn(world)).toHaveLength(10);
});

test('noise of a low level holds back no critical alert', async () => {
  const world = newWorld({ storm: LIMITS });

  await raiseAlerts([...alertsOf(50), ...alertsOf(1, 'critical')], world);
  await dispatch(world);

  expect(world.notifier.seen.map(({ message }) => message.severity).sort()).toEqual([
    'critical',
    'low',
    'low',
    'low',
  ]);
});

test('a digest names the most severe first', async () => {
  const world = newWorld({ storm: { ...LIMITS, burst: 1 } });

  await raiseAlerts([...alertsOf(9), ...alertsOf(3, 'critical')], world);
  world.clock.pass(2000);
  await dispatch(world);

  const digest = world.notifier.seen.find(({ message }) => message.occasion === 'digest')?.message;
  expect(digest?.severity).toBe('critical');
  expect(digest?.digest.map(({ severity, alerts }) => [severity, alerts])).toEqual([
    ['critical', 2],
    ['low', 8],
  ]);
});

test('an alert seen in a digest alone is not told how it ended', async () => {
  const world = newWorld({ storm: { ...LIMITS, burst: 1 } });
  await raiseAlerts(alertsOf(2), world);
  for (const { uid } of await alertsIn(world)) {
    await actOn(
      uid,
      { action: 'resolve', by: 'hanako', reason: 'drill', atMicros: world.clock.nowMicros() },
      world,
    );
  }

  await dispatch(world);

  expect(occasions(world).sort()).toEqual(['opened', 'resolved']);
});

test('killed at any step while a digest is made, each alert is in one message, and no digest is sent twice', async () => {
  const run = async (world: World) => {
    await raiseAlerts(alertsOf(5), world);
    world.clock.pass(2000);
    await dispatch(world);
  };
  const counting = newWorld({ storm: LIMITS });
  counting.store.lives = 1e9;
  await run(counting);
  const steps = 1e9 - counting.store.lives;

  for (let lives = 0; lives < steps; lives++) {
    for (const dieAfterEffect of [false, true]) {
      const world = newWorld({ storm: { ...LIMITS, perHour: 0 } });
      Object.assign(world.store, { lives, dieAfterEffect });
      await run(world).catch(() => undefined);
      world.store.lives = Number.POSITIVE_INFINITY;
      await raiseAlerts(alertsOf(5), world);
      world.clock.pass(4000);
      await dispatch(world);
      world.clock.pass(4000);
      await dispatch(world);

      const sent = new Map(
        world.notifier.seen.map(({ idempotencyKey, message }) => [idempotencyKey, message]),
      );
      const told = [...sent.values()].reduce((sum, { counts }) => sum + counts.alerts, 0);
      expect([lives, dieAfterEffect, told]).toEqual([lives, dieAfterEffect, 5]);
      // The burst, a digest of what the first run held back, one of what the second did.
      expect(sent.size).toBeLessThanOrEqual(LIMITS.burst + 2);
    }
  }
});

test('a message that comes to a period whose digest was made already is in a later one', async () => {
  const world = newWorld({ storm: { ...LIMITS, burst: 1, perHour: 0 } });
  await raiseAlerts(alertsOf(2), world);
  const [held] = (await entriesIn(world)).filter(({ status }) => status === 'held');
  world.clock.pass(2000);
  await dispatch(world);
  // A writer that stood still since: its message is held for the period that is over.
  const late = { ...held, key: 'late', line: { ...held?.line, findings: 40 } };
  await world.store.put('alerts/outbox/late', JSON.stringify(late));
  await world.store.put(`alerts/held/pager/${String(held?.period).padStart(12, '0')}/late`, '{}');

  for (let round = 0; round < 3; round++) {
    await dispatch(world);
    world.clock.pass(2000);
  }

  const digests = world.notifier.seen.filter(({ message }) => message.occasion === 'digest');
  expect(digests.map(({ message }) => message.counts.findings)).toEqual([1, 40]);
  expect(digests[0]?.idempotencyKey).toBe(digestKey('pager', held?.period ?? 0));
});

test('a storm of findings in an hour sends a bounded number of messages and loses none from the store', async () => {
  const limits = { burst: 20, perHour: 60, digestSeconds: 900 };
  const world = newWorld({ storm: limits });
  world.clock.micros = HOUR * 1000;
  const all = times(100_000);
  // Half of them one alert, half spread over 500.
  const dedup = (i: number) => (i % 2 === 1 ? 'same' : `account-${i % 1000}`);
  for (let from = 0; from < all; from += all / 5) {
    const batch = Array.from({ length: all / 5 }, (_, i) =>
      findingOf({ uid: `f${from + i}`, time: HOUR + ((from + i) * 3_000_000) / all, dedup: dedup(from + i) }),
    );
    await raiseAlerts(batch, world);
    await dispatch(world);
    world.clock.pass(720);
  }
  world.clock.pass(2000);
  await dispatch(world);

  const stored = await alertsIn(world);
  const told = world.notifier.seen.reduce((sum, { message }) => sum + message.counts.alerts, 0);
  expect(stored).toHaveLength(501);
  expect(stored.map(findingCount).reduce((a, b) => a + b, 0)).toBe(all);
  expect(told).toBe(501);
  expect(world.notifier.seen.length).toBeLessThanOrEqual(mostMessages(limits, 3600, ['high']) + 5);
});
