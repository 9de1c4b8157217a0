import fc from 'fast-check';
import { createCorrelator } from '../../../../lib/sigma/correlate/correlator';
import type { Hit } from '../../../../lib/sigma/correlate/hit';
import { times } from '../../../support/effort';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { correlationsOf, correlationText, hit, IDS, SECOND, START } from './support';

const LATENESS = 60;

/** One correlation of each kind, a chain of two, and one judged when its windows close. */
const CORRELATIONS = correlationsOf(
  correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 30s\ncondition: {gte: 3}',
    'name: many\n',
  ),
  correlationText(
    'type: value_count\nrules: [failed, changed]\ntimespan: 20s\ncondition: {field: user, gte: 3}',
  ),
  correlationText('type: temporal\nrules: [failed, succeeded, changed]\ngroup-by: [user]\ntimespan: 15s'),
  correlationText(
    'type: temporal_ordered\nrules: [failed, succeeded, changed]\ngroup-by: [user]\ntimespan: 40s',
  ),
  correlationText(
    'type: temporal_ordered\nrules: [many, succeeded]\ngroup-by: [user]\ntimespan: 30s\ngenerate: true',
  ),
  correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 25s\ncondition: {gte: 2, lte: 3}',
  ),
);

interface Arrival {
  readonly hit: Hit;
  /** Seconds after its time, within the allowance, at which it comes; more than one when it comes again. */
  readonly delays: readonly number[];
}

const arrivals = fc
  .array(
    fc.record({
      rule: fc.constantFrom(...(Object.keys(IDS) as (keyof typeof IDS)[])),
      second: fc.nat(120),
      user: fc.constantFrom('ann', 'ann', 'bob', 'cy'),
      delays: fc.array(fc.nat(LATENESS), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 5, maxLength: 40, size: 'max' },
  )
  .map((all): Arrival[] =>
    all.map(({ rule, second, user, delays }, index) => ({
      hit: hit(rule, second, { user }, `event-${index}`),
      delays,
    })),
  );

const inOrder = (all: readonly Arrival[]) =>
  all.map((one) => one.hit).toSorted((a, b) => a.timeMicros - b.timeMicros);

const asTheyCome = (all: readonly Arrival[]) =>
  all
    .flatMap((one) => one.delays.map((delay) => ({ hit: one.hit, at: one.hit.timeMicros + delay * SECOND })))
    .toSorted((a, b) => a.at - b.at)
    .map((one) => one.hit);

const open = (store: MemoryKeyValueStore) =>
  createCorrelator(CORRELATIONS, { store, latenessMicros: LATENESS * SECOND });

/**
 * Finding uids of the hits in the order given, windows closed at the end. The process dies, before or after a write
 * takes effect, whenever `lives` run out, and begins anew over what the store has, with the same hit.
 */
async function uidsOf(hits: readonly Hit[], lives: readonly number[] = []): Promise<readonly string[]> {
  const store = new MemoryKeyValueStore();
  const deaths = lives.map((life, index) => ({ life, after: index % 2 === 0 }));
  const arm = () => {
    const death = deaths.shift();
    store.lives = death?.life ?? Number.POSITIVE_INFINITY;
    store.dieAfterEffect = death?.after ?? false;
  };
  arm();
  let correlator = open(store);
  const found = new Set<string>();
  const steps = [
    ...hits.map((one) => () => correlator.observe(one)),
    async () => {
      await correlator.advance(START + 600 * SECOND);
      return correlator.closed();
    },
  ];
  for (const step of steps) {
    for (;;) {
      try {
        for (const { uid } of await step()) {
          found.add(uid);
        }
        break;
      } catch (error) {
        expect(error).toEqual(new Error('killed'));
        arm();
        correlator = open(store);
      }
    }
  }
  expect(
    [...correlator.losses().values()].filter(({ late, refused, dropped }) => late + refused + dropped > 0),
  ).toEqual([]);
  return [...found].sort();
}

test('any order within the allowance, and any repeats, give the findings of the events in order', async () => {
  let findings = 0;
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const expected = await uidsOf(inOrder(all));
      findings += expected.length;

      expect(await uidsOf(asTheyCome(all))).toEqual(expected);
    }),
    { numRuns: times(80) },
  );
  expect(findings).toBeGreaterThan(times(250));
});

test('a process killed at any write, and started again over its state, gives the same findings', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, fc.array(fc.nat(60), { maxLength: 8 }), async (all, lives) => {
      expect(await uidsOf(asTheyCome(all), lives)).toEqual(await uidsOf(inOrder(all)));
    }),
    { numRuns: times(80) },
  );
});

test('two processes over one state find together what one finds', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const store = new MemoryKeyValueStore();
      const workers = [open(store), open(store)];
      const found = new Set<string>();
      const hits = inOrder(all);
      for (let from = 0; from < hits.length; from += 4) {
        const batch = hits.slice(from, from + 4).map((one, i) => workers[i % 2]?.observe(one));
        for (const { uid } of (await Promise.all(batch)).flatMap((one) => one ?? [])) {
          found.add(uid);
        }
      }
      await workers[0]?.advance(START + 600 * SECOND);
      for (const { uid } of (await workers[0]?.closed()) ?? []) {
        found.add(uid);
      }

      expect([...found].sort()).toEqual(await uidsOf(hits));
    }),
    { numRuns: times(40) },
  );
});

test('what is swept meanwhile changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, fc.nat(5), async (all, every) => {
      const correlator = open(new MemoryKeyValueStore());
      const found = new Set<string>();
      for (const [index, one] of asTheyCome(all).entries()) {
        for (const { uid } of await correlator.observe(one)) {
          found.add(uid);
        }
        if (index % (every + 1) === 0) {
          await correlator.sweep();
        }
      }
      await correlator.advance(START + 600 * SECOND);
      for (const { uid } of await correlator.closed()) {
        found.add(uid);
      }

      expect([...found].sort()).toEqual(await uidsOf(inOrder(all)));
    }),
    { numRuns: times(40) },
  );
});
