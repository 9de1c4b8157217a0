import { discardDead, listDead, retryDead } from '../../../lib/alerts/outbox/dead';
import { dispatch } from '../../../lib/alerts/outbox/dispatch';
import type { Entry } from '../../../lib/alerts/outbox/entry';
import { pendingIn } from '../../../lib/alerts/outbox/pending';
import { raiseAlerts } from '../../../lib/alerts/raise';
import { keys } from '../../../lib/alerts/records';
import { entriesIn, findingOf, newWorld, TestNotifier, type World } from './support';

const findings = (count: number) =>
  Array.from({ length: count }, (_, i) => findingOf({ uid: `f${i}`, dedup: `account-${i}` }));
const under = ({ store }: World, prefix: string) =>
  [...store.values.keys()].filter((key) => key.startsWith(prefix));
const pending = (world: World) => pendingIn(world.store, world.storm);

/** A message that was refused. */
async function refused(): Promise<{ world: World; key: string }> {
  const world = newWorld();
  await raiseAlerts(findings(1), world);
  world.notifier.answer = () => ({ outcome: 'refuse', reason: 'no such channel' });
  await dispatch(world);
  world.notifier.answer = () => ({ outcome: 'sent' });
  const [entry] = await listDead(world.store);
  return { world, key: entry?.key ?? '' };
}

describe('what is left after a round', () => {
  test('is nothing when all was sent', async () => {
    const world = newWorld();
    await raiseAlerts(findings(2), world);
    await dispatch(world);

    expect(await pending(world)).toEqual({ waiting: 0, held: 0, dead: 0, reasons: [] });
  });

  test('is said with the time and the reason when a channel failed', async () => {
    const world = newWorld();
    await raiseAlerts(findings(1), world);
    world.notifier.answer = () => ({ outcome: 'retry', reason: '503' });
    await dispatch(world);

    expect(await pending(world)).toEqual({
      waiting: 1,
      held: 0,
      dead: 0,
      nextMicros: world.clock.micros + 5_000_000,
      reasons: ['pager: 503'],
    });
  });

  test('is due when its digest is, and no earlier', async () => {
    const world = newWorld({ storm: { burst: 1, perHour: 0, digestSeconds: 900 } });
    await raiseAlerts(findings(3), world);
    await dispatch(world);

    const { held, nextMicros = 0 } = await pending(world);
    world.clock.micros = nextMicros - 1;
    await dispatch(world);
    const early = world.notifier.seen.length;
    world.clock.micros = nextMicros;
    await dispatch(world);

    expect([held, early, world.notifier.seen.length]).toEqual([2, 1, 2]);
    expect(await pending(world)).toMatchObject({ waiting: 0, held: 0 });
  });
});

describe('a message that was given up', () => {
  test('is listed with its reason', async () => {
    const { world } = await refused();

    expect(await listDead(world.store)).toMatchObject([
      { channel: 'pager', reason: 'refused: no such channel' },
    ]);
    expect(await pending(world)).toMatchObject({ waiting: 0, dead: 1 });
  });

  test('goes again under its old key when a person says so', async () => {
    const { world, key } = await refused();

    await retryDead(world.store, key, world.clock.nowMicros());
    await dispatch(world);

    expect(world.notifier.seen.map(({ idempotencyKey }) => idempotencyKey)).toEqual([key, key]);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
    expect(await pending(world)).toEqual({ waiting: 0, held: 0, dead: 0, reasons: [] });
  });

  test('is not lost when the retry is killed at any step', async () => {
    for (let lives = 0; lives < 5; lives++) {
      for (const dieAfterEffect of [false, true]) {
        const { world, key } = await refused();
        Object.assign(world.store, { lives, dieAfterEffect });
        await retryDead(world.store, key, world.clock.nowMicros()).catch(() => undefined);
        world.store.lives = Number.POSITIVE_INFINITY;

        for (const dead of await listDead(world.store)) {
          await retryDead(world.store, dead.key, world.clock.nowMicros());
        }
        await dispatch(world);

        expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
        expect(world.notifier.seen).toHaveLength(2);
      }
    }
  });

  test('can be taken off the list, and stays what it was', async () => {
    const { world, key } = await refused();

    await discardDead(world.store, key);
    await dispatch(world);

    expect(await listDead(world.store)).toEqual([]);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['dead']);
  });
});

describe('channels and workers side by side', () => {
  test('a channel that hangs delays no other', async () => {
    const routing = {
      routes: [],
      defaultChannels: ['hangs', 'works'],
      language: 'en',
      timeZone: 'UTC',
    } as const;
    const notifier = new TestNotifier();
    const world = newWorld({ routing, notifier });
    await raiseAlerts(findings(5), world);
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    let works = 0;
    notifier.send = async ({ channel }) => {
      if (channel === 'hangs') {
        await hanging;
      } else if (++works === 5) {
        release();
      }
      return { outcome: 'sent' };
    };

    expect(await dispatch(world)).toMatchObject({ sent: 10 });
  });

  test('a message that was sent after its lease ran out is not sent by the next', async () => {
    const world = newWorld();
    await raiseAlerts(findings(1), world);
    const slow = new TestNotifier();
    slow.answer = () => ({ outcome: 'sent' });
    const other = new TestNotifier();
    other.answer = () => ({ outcome: 'retry', reason: '503' });
    const send = slow.send.bind(slow);
    slow.send = async (notification) => {
      world.clock.pass(200);
      await dispatch({ ...world, notifier: other, worker: 'worker-2' });
      return send(notification);
    };

    await dispatch({ ...world, notifier: slow });
    world.clock.pass(4000);
    await dispatch(world);

    expect([slow.seen.length, other.seen.length, world.notifier.seen.length]).toEqual([1, 1, 0]);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
  });

  test('a failure that comes after another has sent does not send it again', async () => {
    const world = newWorld();
    await raiseAlerts(findings(1), world);
    const slow = new TestNotifier();
    slow.send = async () => {
      world.clock.pass(200);
      await dispatch({ ...world, worker: 'worker-2' });
      return { outcome: 'retry', reason: 'no answer' };
    };

    await dispatch({ ...world, notifier: slow });
    world.clock.pass(4000);
    await dispatch(world);

    expect(world.notifier.seen).toHaveLength(1);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
    expect(under(world, keys.due)).toEqual([]);
  });

  test('a digest has one maker at a time; when it dies another takes over', async () => {
    const world = newWorld({ storm: { burst: 1, perHour: 0, digestSeconds: 900 } });
    await raiseAlerts(findings(4), world);
    world.clock.pass(2000);
    world.store.lives = 7;
    await dispatch(world).catch(() => undefined);
    world.store.lives = Number.POSITIVE_INFINITY;
    const leased = under(world, 'alerts/digest-leases/');

    const meanwhile = await dispatch(world);
    world.clock.pass(601);
    const later = await dispatch(world);

    expect([leased.length, meanwhile.digests, later.digests]).toEqual([1, 0, 1]);
    expect(under(world, 'alerts/digest-leases/')).toEqual([]);
    expect(under(world, keys.held)).toEqual([]);
  });

  test('a place on the list of a message that was told of long ago does not stay', async () => {
    const world = newWorld();
    const entry: Partial<Entry> = { key: 'k', channel: 'pager', status: 'summarised', digest: 'another' };
    await world.store.put(keys.message('k'), JSON.stringify(entry));
    await world.store.put(keys.heldMessage('pager', 1, 'k'), '{}');
    await world.store.put(keys.heldMessage('pager', 1, 'gone'), '{}');

    await dispatch(world);

    expect(under(world, keys.held)).toEqual([]);
    expect(world.notifier.seen).toEqual([]);
  });
});
