import { retryDead } from '../../../../lib/alerts/outbox/dead';
import { dispatch } from '../../../../lib/alerts/outbox/dispatch';
import { raiseAlerts } from '../../../../lib/alerts/raise';
import { inParts } from '../../../../lib/alerts/send/in-parts';
import type { Delivery } from '../../../../lib/ports/notifier';
import { entriesIn, findingOf, newWorld, TestNotifier } from '../support';

const RETRY: Delivery = { outcome: 'retry', reason: 'busy', afterSeconds: 30 };
const REFUSE: Delivery = { outcome: 'refuse', reason: 'too long' };

/** An alert on its way to a topic and a bus. */
async function start() {
  const [topic, bus] = [new TestNotifier(), new TestNotifier()];
  const world = newWorld();
  const sending = { ...world, notifier: inParts({ topic, bus }) };
  await raiseAlerts([findingOf({ uid: 'f1' })], world);
  return { world, topic, bus, sending };
}

describe('a channel of two parts', () => {
  test('brings each message to both, under one key', async () => {
    const { topic, bus, sending, world } = await start();

    await dispatch(sending);

    expect(bus.seen).toEqual(topic.seen);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
  });

  test('does not send again to the part that took it, however often the other fails', async () => {
    const { topic, bus, sending, world } = await start();
    bus.answer = () => RETRY;
    for (let round = 0; round < 3; round++) {
      await dispatch(sending);
      world.clock.pass(60);
    }
    bus.answer = () => ({ outcome: 'sent' });

    await dispatch(sending);

    expect([topic.seen.length, bus.seen.length]).toEqual([1, 4]);
    expect(new Set([...topic.seen, ...bus.seen].map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect((await entriesIn(world)).map(({ status }) => status)).toEqual(['sent']);
  });

  test('is given up when a part refuses, says which, and goes to that part alone once it is retried', async () => {
    const { topic, bus, sending, world } = await start();
    bus.answer = () => REFUSE;
    await dispatch(sending);
    const [dead] = await entriesIn(world);
    bus.answer = () => ({ outcome: 'sent' });

    await retryDead(world.store, dead?.key ?? '', world.clock.nowMicros());
    await dispatch(sending);

    expect(dead).toMatchObject({ status: 'dead', reason: 'refused: bus: too long' });
    expect([topic.seen.length, bus.seen.length]).toEqual([1, 2]);
  });

  test('is tried again while any part may take it, after the longest wait that is asked for', async () => {
    const { topic, bus, sending } = await start();
    topic.answer = () => REFUSE;
    bus.answer = () => RETRY;
    const notification = { channel: 'native', idempotencyKey: 'k', message: {} as never };

    const delivery = await sending.notifier.send(notification);

    expect(delivery).toEqual({
      outcome: 'retry',
      reason: 'topic: too long; bus: busy',
      delivered: [],
      afterSeconds: 30,
    });
  });

  test('whose part throws is tried again', async () => {
    const { bus, sending } = await start();
    bus.answer = () => {
      throw new Error('socket hang up');
    };
    const notification = { channel: 'native', idempotencyKey: 'k', message: {} as never };

    expect(await sending.notifier.send(notification)).toMatchObject({
      outcome: 'retry',
      reason: 'bus: socket hang up',
      delivered: ['topic'],
    });
  });
});
