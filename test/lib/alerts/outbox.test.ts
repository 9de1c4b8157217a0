import fc from 'fast-check';
import { actOn } from '../../../lib/alerts/act';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { times } from '../../support/effort';
import { alertsIn, entriesIn, findingOf, HOUR, MINUTE, newWorld, TestNotifier, type World } from './support';

const FINDINGS = [
  findingOf({ uid: 'f1' }),
  findingOf({ uid: 'f2', time: HOUR + 2 * MINUTE }),
  findingOf({ uid: 'f3', account: '222222222222' }),
  findingOf({ uid: 'f4', account: '333333333333', threshold: 2, time: HOUR - MINUTE }),
  findingOf({ uid: 'f5', account: '333333333333', threshold: 2 }),
];
/** Messages the findings above must come to. */
const ALERTS = 3;

async function wholeDay(world: World): Promise<void> {
  await raiseAlerts(FINDINGS.slice(0, 4), world);
  await raiseAlerts(FINDINGS.slice(3), world);
  await dispatch(world);
}

/** Runs until it gets through, as a queue would: each time past the leases of the run before. */
async function untilDone(world: World, run: (world: World) => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    world.clock.pass(4000);
    try {
      await run(world);
      return;
    } catch {
      world.store.lives = Number.POSITIVE_INFINITY;
    }
  }
  throw new Error('did not get through');
}

async function stepsOf(run: (world: World) => Promise<void>): Promise<number> {
  const world = newWorld();
  world.store.lives = 1e9;
  await run(world);
  return 1e9 - world.store.lives;
}

const keysOf = (world: World) => world.notifier.seen.map(({ idempotencyKey }) => idempotencyKey);

test.each([[false], [true]])(
  'killed at any step (after it took effect: %s) no alert is lost, and only one message is repeated, under its key',
  async (dieAfterEffect) => {
    const steps = await stepsOf(wholeDay);
    expect(steps).toBeGreaterThan(50);
    for (let lives = 0; lives < steps; lives++) {
      const world = newWorld();
      Object.assign(world.store, { lives, dieAfterEffect });

      await untilDone(world, wholeDay);

      const sent = keysOf(world);
      expect(new Set(sent).size).toBe(ALERTS);
      expect(sent.length - ALERTS).toBeLessThanOrEqual(1);
      expect((await entriesIn(world)).map(({ status }) => status)).toEqual(Array(ALERTS).fill('sent'));
    }
  },
);

test('killed anywhere else than between sending and recording, nothing is repeated', async () => {
  const steps = await stepsOf(wholeDay);
  for (let lives = 0; lives < steps; lives++) {
    const world = newWorld();
    world.store.lives = lives;
    let diedWithin = false;
    const send = world.notifier.send.bind(world.notifier);
    world.notifier.send = async (notification) => {
      const delivery = await send(notification);
      // The store is asked twice after a message is out: is it still ours, and then it is recorded.
      diedWithin ||= world.store.lives < 2;
      return delivery;
    };

    await untilDone(world, wholeDay);

    expect(keysOf(world).length > ALERTS && !diedWithin).toBe(false);
  }
});

test('a message whose findings never come again is sent all the same, once its step was taken', async () => {
  const steps = await stepsOf(async (world) => {
    await raiseAlerts(FINDINGS.slice(0, 1), world);
  });
  for (let lives = 0; lives <= steps; lives++) {
    const world = newWorld();
    world.store.lives = lives;
    await raiseAlerts(FINDINGS.slice(0, 1), world).catch(() => undefined);
    world.store.lives = Number.POSITIVE_INFINITY;
    const [alert] = await alertsIn(world);

    await dispatch(world);

    expect(world.notifier.seen).toHaveLength(alert?.state === 'open' ? 1 : 0);
  }
});

test('workers side by side, killed and restarted, send each message at least once and under one key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(120), { maxLength: 4 }), fc.boolean(), async (kills, dieAfterEffect) => {
      const world = newWorld();
      const other: World = { ...world, worker: 'worker-2' };
      world.store.dieAfterEffect = dieAfterEffect;

      for (const lives of kills) {
        world.store.lives = lives;
        await Promise.allSettled([wholeDay(world), wholeDay(other)]);
        world.clock.pass(4000);
      }
      world.store.lives = Number.POSITIVE_INFINITY;
      await Promise.all([wholeDay(world), wholeDay(other)]);

      expect(new Set(keysOf(world)).size).toBe(ALERTS);
      expect(keysOf(world).length).toBeLessThanOrEqual(ALERTS + 2 * kills.length);
    }),
    { numRuns: times(40) },
  );
});

test('two workers do not send the same message', async () => {
  const world = newWorld();
  await raiseAlerts(FINDINGS, world);
  const slow = new TestNotifier();
  const held = new Promise<void>((resolve) => {
    slow.send = async (notification) => {
      slow.seen.push(notification);
      if (slow.seen.length === 1) {
        await dispatch({ ...world, worker: 'worker-2' });
        resolve();
      }
      return { outcome: 'sent' };
    };
  });

  await dispatch({ ...world, notifier: slow });
  await held;

  expect(slow.seen.length + world.notifier.seen.length).toBe(ALERTS);
});

test('a lease that ran out is another worker’s to take, under the same key', async () => {
  const world = newWorld();
  await raiseAlerts(FINDINGS.slice(0, 1), world);
  world.notifier.answer = () => {
    world.store.lives = 0;
    return { outcome: 'sent' };
  };
  await dispatch(world).catch(() => undefined);
  world.store.lives = Number.POSITIVE_INFINITY;
  world.notifier.answer = () => ({ outcome: 'sent' });

  await dispatch({ ...world, worker: 'worker-2' });
  const early = world.notifier.seen.length;
  world.clock.pass(121);
  await dispatch({ ...world, worker: 'worker-2' });

  expect(early).toBe(1);
  expect(keysOf(world)).toHaveLength(2);
  expect(new Set(keysOf(world)).size).toBe(1);
});

test('a channel that fails is asked again, later each time, and given up with the last reason', async () => {
  const world = newWorld();
  await raiseAlerts(FINDINGS.slice(0, 1), world);
  world.notifier.answer = () => ({ outcome: 'retry', reason: '503 from the channel' });
  const tried: number[] = [];

  for (let second = 0; second < 200; second++) {
    const before = world.notifier.seen.length;
    await dispatch({ ...world, maxAttempts: 5 });
    if (world.notifier.seen.length > before) {
      tried.push(second);
    }
    world.clock.pass(1);
  }

  const [entry] = await entriesIn(world);
  expect(tried).toEqual([0, 5, 15, 35, 75]);
  expect(entry).toMatchObject({
    status: 'dead',
    reason: 'given up after 5 attempts; the last: 503 from the channel',
  });
  expect([...world.store.values.keys()].filter((key) => key.startsWith('alerts/dead/'))).toHaveLength(1);
  expect([...world.store.values.keys()].filter((key) => key.startsWith('alerts/due/'))).toEqual([]);
});

test.each<
  [
    string,
    () =>
      | never
      | { outcome: 'refuse'; reason: string }
      | { outcome: 'retry'; reason: string; afterSeconds: number },
    object,
  ]
>([
  [
    'that refuses is not asked again',
    () => ({ outcome: 'refuse', reason: 'no such channel' }),
    { status: 'dead', reason: 'refused: no such channel' },
  ],
  [
    'that throws is asked again',
    () => {
      throw new Error('connection reset');
    },
    { status: 'ready', reason: 'connection reset', attempts: 1 },
  ],
  [
    'that names a time is left alone until then',
    () => ({ outcome: 'retry', reason: '429', afterSeconds: 60 }),
    { status: 'ready', dueMicros: newWorld().clock.micros + 60_000_000 },
  ],
])('a channel %s', async (_, answer, expected) => {
  const world = newWorld();
  await raiseAlerts(FINDINGS.slice(0, 1), world);
  world.notifier.answer = answer;

  await dispatch(world);

  expect((await entriesIn(world))[0]).toMatchObject(expected);
});

test('one that ends without an answer every time is given up too', async () => {
  const world = newWorld();
  await raiseAlerts(FINDINGS.slice(0, 1), world);
  world.notifier.answer = () => {
    world.store.lives = 0;
    return { outcome: 'sent' };
  };

  for (let round = 0; round < 5; round++) {
    await dispatch({ ...world, maxAttempts: 3 }).catch(() => undefined);
    world.store.lives = Number.POSITIVE_INFINITY;
    world.clock.pass(200);
  }

  expect(world.notifier.seen).toHaveLength(3);
  expect((await entriesIn(world))[0]).toMatchObject({
    status: 'dead',
    reason: 'given up after 3 attempts; the last: ended without an answer',
  });
});

test('each channel is told of what its route is on', async () => {
  const routes = [{ channels: ['told'] }, { channels: ['endings'], occasions: ['resolved' as const] }];
  const world = newWorld({ routing: { routes, defaultChannels: [], language: 'en', timeZone: 'UTC' } });
  await raiseAlerts(FINDINGS.slice(0, 1), world);
  const [alert] = await alertsIn(world);

  const decision = { by: 'hanako', reason: 'ticket 7', atMicros: world.clock.nowMicros() };
  await actOn(alert?.uid ?? '', { ...decision, action: 'acknowledge' }, world);
  await actOn(alert?.uid ?? '', { ...decision, action: 'resolve' }, world);
  await dispatch(world);

  expect(world.notifier.seen.map(({ channel, message }) => `${channel} ${message.occasion}`).sort()).toEqual([
    'endings resolved',
    'told opened',
    'told resolved',
  ]);
});
