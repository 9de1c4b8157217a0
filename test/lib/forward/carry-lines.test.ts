import fc from 'fast-check';
import { lineCarrier } from '../../../lib/forward/carry-lines';
import { lineText, putParcel, unpack } from '../../../lib/forward/parcel';
import type { Receiver } from '../../../lib/forward/receiver';
import { splunkReceiver } from '../../../lib/targets/http/splunk-receiver';
import { times } from '../../support/effort';
import { MemoryStore } from '../../support/memory-store';
import { FakeReceivers, type Trouble } from '../targets/http/fake-receivers';
import { eventOf, keysBelow, lineOf, linesOf, placesIn, SPLUNK, uidsIn } from './support';

const fake = new FakeReceivers();
beforeAll(() => fake.start());
afterAll(() => fake.stop());
beforeEach(() => {
  fake.indexed.length = 0;
  fake.requests.length = 0;
  fake.troubles.length = 0;
});

const receiver = (): Receiver =>
  splunkReceiver(SPLUNK, {
    ask: fake.ask(),
    clock: { nowMicros: () => 0 },
    secrets: { get: async () => fake.token },
  });
const poison = (uid: string) => ({ ...lineOf(uid), event: { ...eventOf(uid), message: 'poison' } });
const put = (store: MemoryStore, name: string, lines: readonly ReturnType<typeof lineOf>[]) =>
  putParcel(store, 'soc', name, lines.map(lineText).join(''));

/** One run over all that is in the outbox, as its messages would have it. */
const run = (store: MemoryStore, mayContinue = () => true, to = receiver()) =>
  lineCarrier({ store, receiver: to, pause: async () => undefined })(placesIn(store), mayContinue);

describe('a parcel', () => {
  it('is gone once all of it was sent', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', linesOf(3));

    expect(await run(store)).toEqual({ taken: 3, refused: 0, notDone: new Map() });

    expect(fake.indexed).toEqual(['e0', 'e1', 'e2']);
    expect(keysBelow(store)).toEqual([]);
  });

  it('that is gone was sent before', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', linesOf(1));
    const places = placesIn(store);
    store.objects.clear();

    const carried = await lineCarrier({ store, receiver: receiver(), pause: async () => undefined })(
      places,
      () => true,
    );

    expect(carried).toEqual({ taken: 0, refused: 0, notDone: new Map() });
  });

  it('stays as it is when nothing of it could be sent, and those after it are not tried', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', linesOf(1));
    await put(store, 'b2-0', linesOf(1));
    const before = store.dump();
    fake.troubles.push({ status: 503, body: 'Server is busy' });

    const { notDone } = await run(store);

    expect([...notDone.values()]).toEqual([
      expect.stringContaining('the collector answered 503'),
      expect.stringContaining('the collector answered 503'),
    ]);
    expect(fake.requests).toHaveLength(1);
    expect(store.dump()).toEqual(before);
  });

  it('of which some was sent leaves the rest as a parcel of its own, so that nothing is sent twice', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a', 600_000), lineOf('b', 600_000), lineOf('c', 600_000)]);
    fake.troubles.push(undefined, { status: 503 });

    const { taken, notDone } = await run(store);
    expect([taken, notDone.size, uidsIn(store)]).toEqual([1, 0, ['b', 'c']]);
    await run(store);

    expect(fake.indexed).toEqual(['a', 'b', 'c']);
    expect(keysBelow(store)).toEqual([]);
  });

  it('leaves what there was no time for', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a', 600_000), lineOf('b', 600_000)]);

    await run(store, () => fake.requests.length < 1);

    expect(uidsIn(store)).toEqual(['b']);
  });

  it('keeps an event that is refused, with the reason, as a parcel that can be sent again', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a'), poison('bad'), lineOf('c')]);

    expect(await run(store)).toMatchObject({ refused: 1 });

    const [key = ''] = keysBelow(store, 'quarantine/');
    expect(key).toMatch(/^quarantine\/forward\/soc\/b1-0-/);
    expect(unpack(store.objects.get(key) ?? new Uint8Array(0), key)).toEqual([poison('bad')]);
    expect(new Set(fake.indexed)).toEqual(new Set(['a', 'c']));
    expect(keysBelow(store)).toEqual([]);
  });

  it('that is none is named, and its neighbours are sent', async () => {
    const store = new MemoryStore();
    await put(store, 'b2-0', linesOf(1));
    const broken = 'forward/soc/b1-0-0123456789abcdef.ndjson.gz';
    await store.put(broken, Buffer.from('no gzip'));

    const { notDone, taken } = await run(store);

    expect(notDone.get(broken)).toContain('is no parcel of the outbox');
    expect(taken).toBe(1);
  });
});

const TROUBLES: (Trouble | undefined)[] = [
  undefined,
  { status: 503 },
  { status: 500 },
  { status: 429, retryAfter: '1' },
  'reset while sending',
  'reset before the answer',
];

describe('whatever goes wrong', () => {
  it('every event is taken or refused in the end, and only known uids come twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...TROUBLES), { maxLength: 6 }),
        fc.array(fc.record({ lives: fc.nat(6), after: fc.boolean() }), { maxLength: 2 }),
        fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
        async (troubles, kills, poisoned) => {
          const store = new MemoryStore();
          const lines = Array.from({ length: 9 }, (_, n) =>
            poisoned.includes(n) ? poison(`e${n}`) : lineOf(`e${n}`, 150_000),
          );
          await put(store, 'b1-0', lines.slice(0, 7));
          await put(store, 'b2-0', lines.slice(7));
          fake.indexed.length = 0;
          fake.troubles.splice(0, fake.troubles.length, ...troubles);
          for (const { lives, after } of kills) {
            store.lives = lives;
            store.dieAfterEffect = after;
            await run(store);
          }
          store.lives = Number.POSITIVE_INFINITY;
          for (let tries = 0; keysBelow(store).length > 0 && tries < 20; tries += 1) {
            await run(store);
          }

          const bad = new Set(poisoned.map((n) => `e${n}`));
          const good = lines.map(({ event }) => event.metadata.uid ?? '').filter((uid) => !bad.has(uid));
          expect([...new Set(fake.indexed)].sort()).toEqual(good.sort());
          expect(new Set(uidsIn(store, 'quarantine/'))).toEqual(bad);
          expect(keysBelow(store)).toEqual([]);
        },
      ),
      { numRuns: times(60) },
    );
  });
});
