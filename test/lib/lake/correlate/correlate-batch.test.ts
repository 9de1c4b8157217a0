import fc from 'fast-check';
import { countCorrelationFindings, dropOtherFindings } from '../../../../lib/lake/correlate/slot-files';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import type { KeptHit } from '../../../../lib/sigma/correlate/kept-hit';
import { times } from '../../../support/effort';
import { MemoryStore } from '../../../support/memory-store';
import { correlationsOf, correlationText } from '../../sigma/correlate/support';
import { correlate, findingFiles, kept } from './support';

const THREE_FAILURES = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}'),
);

/** Failures, then a success: a correlation over a correlation. */
const GUESSED = correlationsOf(
  `${correlationText(
    'type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}',
    'name: failing\n',
  )}---\n${correlationText(
    'type: temporal_ordered\nrules: [failing, succeeded]\ngroup-by: [user]\ntimespan: 1h',
  )}`,
);

const BATCHES: Readonly<Record<string, readonly KeptHit[]>> = {
  aaa: [kept('failed', 0), kept('failed', 100), kept('failed', 4000, 'bob')],
  bbb: [kept('failed', 200), kept('succeeded', 900), kept('failed', 4100, 'bob')],
  // The same event again, in another input.
  ccc: [kept('failed', 200), kept('failed', 4200, 'bob'), kept('failed', 9000)],
};

async function lakeOf(batches: readonly string[], correlations = GUESSED): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const batch of batches) {
    await correlate(store, batch, BATCHES[batch] ?? [], correlations);
  }
  return store;
}

describe('correlateBatch', () => {
  it('finds what only the hits of several batches make, in the hour in which it came about', async () => {
    const store = await lakeOf(['aaa', 'bbb'], THREE_FAILURES);

    expect(findingFiles(store)).toEqual([
      expect.stringMatching(
        /^events\/year=2024\/month=08\/day=12\/hour=10\/event_category=finding\/correlation-/,
      ),
    ]);
    expect(await countCorrelationFindings(store)).toBe(1);
  });

  it('finds nothing while the condition is not met', async () => {
    expect(findingFiles(await lakeOf(['aaa'], THREE_FAILURES))).toEqual([]);
  });

  it('leaves the same lake whatever the order of the batches', async () => {
    const lakes = [
      ['aaa', 'bbb', 'ccc'],
      ['ccc', 'bbb', 'aaa'],
      ['bbb', 'ccc', 'aaa'],
    ].map((order) => lakeOf(order));

    const [first, ...others] = await Promise.all(lakes);

    expect(first && (await countCorrelationFindings(first))).toBe(1);
    for (const other of others) {
      expect(other.dump()).toEqual(first?.dump());
    }
  });

  it('leaves the same lake when a batch is done again', async () => {
    const store = await lakeOf(['aaa', 'bbb', 'ccc']);
    const before = store.dump();

    await correlate(store, 'bbb', BATCHES.bbb ?? [], GUESSED);

    expect(store.dump()).toEqual(before);
  });

  it('leaves the same lake wherever it was killed, and however often', async () => {
    const clean = await lakeOf(['aaa', 'bbb', 'ccc']);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lives: fc.nat(60), after: fc.boolean() }), { maxLength: 5 }),
        fc.boolean(),
        async (kills, strays) => {
          const store = new MemoryStore();
          for (const { lives, after } of kills) {
            store.lives = lives;
            store.dieAfterEffect = after;
            await runAll(store, strays).catch(() => undefined);
          }
          store.lives = Number.POSITIVE_INFINITY;
          await runAll(store, strays);

          expect(store.dump()).toEqual(clean.dump());
        },
      ),
      { numRuns: times(60) },
    );
  });

  it('takes back a finding when a batch is done again and its rules no longer match', async () => {
    const store = await lakeOf(['aaa', 'bbb', 'ccc']);

    await correlate(store, 'bbb', [], GUESSED);

    expect(store.dump()).toEqual((await lakeOf(['aaa', 'ccc'])).dump());
  });

  it('takes it back too when the first try was killed after the old hits were gone', async () => {
    const without = (await lakeOf(['aaa', 'ccc'])).dump();
    for (let lives = 0; lives < 40; lives++) {
      const store = await lakeOf(['aaa', 'bbb', 'ccc']);
      store.lives = lives;
      await correlate(store, 'bbb', [], GUESSED).catch(() => undefined);
      store.lives = Number.POSITIVE_INFINITY;
      await correlate(store, 'bbb', [], GUESSED);

      expect(store.dump()).toEqual(without);
    }
  });

  it('tells of the findings a batch can have changed, the same each time', async () => {
    const told: unknown[] = [];
    const tell = async (findings: readonly OcsfEvent[]) => {
      told.push(findings.map(({ finding_info }) => finding_info?.uid));
    };
    const store = await lakeOf(['aaa'], THREE_FAILURES);

    await correlate(store, 'bbb', BATCHES.bbb ?? [], THREE_FAILURES, { tell });
    await correlate(store, 'bbb', BATCHES.bbb ?? [], THREE_FAILURES, { tell });
    await correlate(store, 'ddd', [kept('failed', 90_000)], THREE_FAILURES, { tell });

    expect(told[0]).toHaveLength(1);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual([]);
  });

  it('lists hits of the days alone that its own can change', async () => {
    const store = new MemoryStore();
    const listed = jest.spyOn(store, 'list');

    await correlate(store, 'aaa', BATCHES.aaa ?? [], THREE_FAILURES, { strays: false });

    const days = listed.mock.calls.map(([prefix]) => prefix).filter((one) => one.includes('/hits/'));
    expect(new Set(days)).toEqual(new Set(['state/correlate/hits/2024-08-12T']));
  });

  it('touches no other slot than those its hits can change', async () => {
    const store = await lakeOf(['aaa', 'bbb', 'ccc'], THREE_FAILURES);
    const [ann] = findingFiles(store);
    store.objects.set(ann ?? '', new TextEncoder().encode('untouched'));

    await correlate(store, 'ddd', [kept('failed', 90_000)], THREE_FAILURES);

    expect(new TextDecoder().decode(store.objects.get(ann ?? ''))).toBe('untouched');
  });
});

test('findings of correlations that are no more are dropped, those of others stay', async () => {
  const store = await lakeOf(['aaa', 'bbb', 'ccc'], THREE_FAILURES);
  const before = store.dump();

  await dropOtherFindings(store, THREE_FAILURES);
  expect(store.dump()).toEqual(before);

  await dropOtherFindings(store, GUESSED);
  expect(findingFiles(store)).toEqual([]);
  expect(await countCorrelationFindings(store)).toBe(0);
});

async function runAll(store: MemoryStore, strays: boolean): Promise<void> {
  for (const [batch, hits] of Object.entries(BATCHES)) {
    await correlate(store, batch, hits, GUESSED, { strays });
  }
}
