import fc from 'fast-check';
import type { ForwardDestination } from '../../../lib/forward/destination';
import { openOutbox } from '../../../lib/forward/outbox';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { MemoryStore } from '../../support/memory-store';
import { findingOf } from '../alerts/support';
import { eventOf, keysBelow, LAKE, rowOf, SPLUNK, uidsIn } from './support';

const MARK = 'state/forwarded/soc/b1';

async function drive(
  store: MemoryStore,
  events: readonly OcsfEvent[],
  {
    destinations = [SPLUNK],
    drainEvery = 3,
  }: { destinations?: readonly ForwardDestination[]; drainEvery?: number } = {},
): Promise<void> {
  const sink = await openOutbox(store, destinations, 'b1', 16_384);
  for (const [index, event] of events.entries()) {
    sink.row(rowOf(event), 'event');
    if (index % drainEvery === 0) {
      await sink.drain();
    }
  }
  await sink.close();
}

const EVENTS = Array.from({ length: 10 }, (_, n) => eventOf(`e${n}`));
const LARGE = Array.from({ length: 5 }, (_, n) => eventOf(`e${n}`, 7000));

describe('the outbox of a batch', () => {
  it('has every event of the sources a destination gets, and is marked as handed over', async () => {
    const store = new MemoryStore();

    await drive(store, EVENTS);

    expect(uidsIn(store)).toEqual(EVENTS.map(({ metadata }) => metadata.uid));
    expect(keysBelow(store)).toEqual([
      expect.stringMatching(/^forward\/soc\/b1-0-[0-9a-f]{16}\.ndjson\.gz$/),
    ]);
    expect(store.objects.has(MARK)).toBe(true);
  });

  it('keeps parcels small: a new one for what would be more than its length', async () => {
    const store = new MemoryStore();

    await drive(store, LARGE);

    expect(keysBelow(store).map((key) => key.slice(0, 'forward/soc/b1-0'.length))).toEqual([
      'forward/soc/b1-0',
      'forward/soc/b1-1',
      'forward/soc/b1-2',
    ]);
  });

  it('is the same bytes under the same keys, whenever it was drained', async () => {
    const [often, late] = [new MemoryStore(), new MemoryStore()];

    await drive(often, LARGE, { drainEvery: 1 });
    await drive(late, LARGE, { drainEvery: 100 });

    expect(often.dump()).toEqual(late.dump());
  });

  it('has nothing from other sources, nor of classes no custom source takes', async () => {
    const store = new MemoryStore();
    const sink = await openOutbox(store, [SPLUNK, LAKE], 'b1');

    sink.row(rowOf(eventOf('flow'), 'aws-vpc-flow'), 'event');
    sink.row(rowOf({ ...eventOf('sign-in'), class_uid: 3002 }), 'event');
    await sink.close();

    expect(uidsIn(store, 'forward/soc/')).toEqual(['sign-in']);
    expect(keysBelow(store, 'forward/lake/')).toEqual([]);
  });

  it('has the findings of rules for who asks for them, but for informational ones', async () => {
    const store = new MemoryStore();
    const findings = { ...SPLUNK, sources: ['findings'] };
    const sink = await openOutbox(store, [findings], 'b1');

    sink.row(rowOf(eventOf('event')), 'event');
    sink.row(rowOf(findingOf({ uid: 'loud' })), 'finding');
    sink.row(rowOf({ ...findingOf({ uid: 'quiet' }), is_alert: false }), 'finding');
    await sink.close();

    expect(uidsIn(store)).toEqual(['loud']);
  });
});

describe('a batch that is driven again', () => {
  it('hands nothing over twice once it was handed over, whatever its rules find now', async () => {
    const store = new MemoryStore();
    await drive(store, EVENTS);
    store.objects.delete(keysBelow(store)[0] ?? '');

    await drive(store, [...EVENTS, eventOf('new')]);

    expect(keysBelow(store)).toEqual([]);
  });

  it('hands over to a destination that is new, and again to one whose mark was deleted', async () => {
    const store = new MemoryStore();
    await drive(store, EVENTS);
    const first = keysBelow(store);
    store.objects.delete(first[0] ?? '');

    await drive(store, EVENTS, { destinations: [SPLUNK, LAKE] });
    expect(uidsIn(store)).toHaveLength(10);
    store.objects.delete(MARK);
    await drive(store, EVENTS);

    expect(keysBelow(store, 'forward/soc/')).toEqual(first);
  });

  it('ends with every event handed over, wherever it was killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.boolean(), async (lives, after) => {
        const store = new MemoryStore();
        store.lives = lives;
        store.dieAfterEffect = after;
        await drive(store, LARGE).catch(() => undefined);
        store.lives = Number.POSITIVE_INFINITY;
        await drive(store, LARGE);

        expect(new Set(uidsIn(store))).toEqual(new Set(LARGE.map(({ metadata }) => metadata.uid)));
        expect(store.objects.has(MARK)).toBe(true);
      }),
    );
  });
});
