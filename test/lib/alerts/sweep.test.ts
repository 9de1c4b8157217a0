import { actOn } from '../../../lib/alerts/act';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { keys } from '../../../lib/alerts/records';
import { sweep } from '../../../lib/alerts/sweep';
import { alertsIn, entriesIn, findingOf, HOUR, newWorld, type World } from './support';

const RETENTION = { alertsDays: 400, messagesDays: 30 };
const DAY_SECONDS = 86_400;
const NOTHING = { days: 0, alerts: 0, messages: 0 };

const sweepIn = (world: World) => sweep(world.store, RETENTION, world.clock.nowMicros());
const under = ({ store }: World, prefix: string) =>
  [...store.values.keys()].filter((key) => key.startsWith(prefix));

async function told(world: World, findings = [findingOf({ uid: 'f1' })]): Promise<void> {
  await raiseAlerts(findings, world);
  await dispatch(world);
}

async function close(world: World): Promise<void> {
  for (const { uid } of await alertsIn(world)) {
    const decision = { action: 'resolve', by: 'hanako', reason: 'done' } as const;
    await actOn(uid, { ...decision, atMicros: world.clock.nowMicros() }, world);
  }
  await dispatch(world);
}

test('what is past its time goes, and a finding given again after that tells nobody', async () => {
  const world = newWorld();
  await told(world);
  await close(world);
  world.clock.pass(401 * DAY_SECONDS);

  const swept = await sweepIn(world);
  const raised = await raiseAlerts([findingOf({ uid: 'f1' })], world);
  await dispatch(world);

  expect(swept).toEqual({ days: 1, alerts: 1, messages: 2 });
  expect(raised).toEqual({ fresh: 0, alerted: 0, suppressed: 0, quiet: 0, old: 1 });
  expect(world.notifier.seen).toHaveLength(2);
  expect([await alertsIn(world), await entriesIn(world)]).toEqual([[], []]);
  expect(under(world, keys.allFates)).toEqual([]);
});

test('a message goes after its own time, and the alert still knows its findings', async () => {
  const world = newWorld();
  await told(world);
  await close(world);
  world.clock.pass(31 * DAY_SECONDS);

  const swept = await sweepIn(world);
  const raised = await raiseAlerts([findingOf({ uid: 'f1' })], world);
  await dispatch(world);

  expect(swept).toEqual({ days: 0, alerts: 0, messages: 2 });
  expect(raised).toMatchObject({ fresh: 0, alerted: 1, old: 0 });
  expect(world.notifier.seen).toHaveLength(2);
});

test('an alert that is open stays, with the messages people saw', async () => {
  const world = newWorld();
  await told(world);
  world.clock.pass(500 * DAY_SECONDS);

  await sweepIn(world);
  const raised = await raiseAlerts([findingOf({ uid: 'f1' })], world);
  await close(world);

  expect(raised.old).toBe(1);
  expect(world.notifier.seen.map(({ message }) => message.occasion)).toEqual(['opened', 'resolved']);
  expect((await alertsIn(world)).map(({ state }) => state)).toEqual(['resolved']);
});

test('old logs that were read in today are told of, and known for as long as others', async () => {
  const world = newWorld();
  world.clock.pass(3 * 365 * DAY_SECONDS);
  await told(world);
  await close(world);

  const early = await sweepIn(world);
  await told(world);
  await told(world, [findingOf({ uid: 'f2', account: '222222222222' })]);
  world.clock.pass(401 * DAY_SECONDS);
  const late = await sweepIn(world);
  await told(world);

  expect(early).toEqual(NOTHING);
  expect(late).toMatchObject({ days: 1, alerts: 1 });
  expect(world.notifier.seen.map(({ message }) => message.occasion)).toEqual([
    'opened',
    'resolved',
    'opened',
  ]);
});

test('a closed alert stays while one of its findings is known, which would open it anew', async () => {
  const world = newWorld();
  world.clock.pass(5 * DAY_SECONDS);
  const [first, second] = [0, 1].map((day) =>
    findingOf({ uid: `d${day}`, time: HOUR + day * 86_400_000, windowSeconds: 30 * DAY_SECONDS }),
  );
  await told(world, first && [first]);
  await close(world);
  world.clock.pass(10 * DAY_SECONDS);
  await told(world, second && [second]);
  world.clock.pass(395 * DAY_SECONDS);

  const swept = await sweepIn(world);
  const raised = await raiseAlerts(
    [first, second].flatMap((one) => one ?? []),
    world,
  );
  await dispatch(world);

  expect(swept).toMatchObject({ days: 1, alerts: 0 });
  expect(raised).toMatchObject({ fresh: 0, alerted: 1, old: 1 });
  expect(world.notifier.seen).toHaveLength(2);
});

test('it sweeps once a day', async () => {
  const world = newWorld();
  await told(world);
  await sweepIn(world);
  await close(world);
  world.clock.pass(0.9 * DAY_SECONDS);
  const before = world.store.values.size;

  expect(await sweepIn(world)).toEqual(NOTHING);
  expect(world.store.values.size).toBe(before);
});

test('killed at any step, the next sweep goes on, and no finding is told of again', async () => {
  const start = async () => {
    const world = newWorld();
    await told(world, [findingOf({ uid: 'f1' }), findingOf({ uid: 'f2', account: '222222222222' })]);
    await close(world);
    world.clock.pass(401 * DAY_SECONDS);
    return world;
  };
  const counting = await start();
  counting.store.lives = 1e9;
  await sweepIn(counting);
  const steps = 1e9 - counting.store.lives;

  for (let lives = 0; lives < steps; lives++) {
    for (const dieAfterEffect of [false, true]) {
      const world = await start();
      Object.assign(world.store, { lives, dieAfterEffect });
      await sweepIn(world).catch(() => undefined);
      world.store.lives = Number.POSITIVE_INFINITY;

      await told(world, [findingOf({ uid: 'f1' }), findingOf({ uid: 'f2', account: '222222222222' })]);
      world.clock.pass(2 * DAY_SECONDS);
      await sweepIn(world);

      expect(world.notifier.seen).toHaveLength(4);
      expect([
        ...under(world, keys.alerts),
        ...under(world, keys.messages),
        ...under(world, keys.allFates),
      ]).toEqual([]);
    }
  }
});
