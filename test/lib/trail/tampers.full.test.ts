import fc from 'fast-check';
import { times } from '../../support/effort';
import { type Chance, DIGEST_TAMPERS, LOG_TAMPERS, type Tamper } from './support/tampers';
import { alarms, verify } from './support/verify';
import { makeWorld } from './support/world';

/** Cases of each tamper; TAMPER_RUNS tries more. */
const RUNS = Number(process.env.TAMPER_RUNS ?? times(5));
const world = makeWorld();
const limits = { maxDigestBytes: 1_000_000, maxLogBytes: 1_000_000, concurrency: 8 };
const chance = (gen: fc.GeneratorValue): Chance => ({ pick: (items) => gen(fc.constantFrom, ...items) });

async function expectFound(tamper: Tamper): Promise<void> {
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const store = world.store.copy();
    const expected = tamper(store, world, chance(gen));
    const report = await verify(store, world.keys, { limits });

    expect(alarms(report).sort()).toEqual([...expected].sort());
    expect(report.verdict).toBe('tampered');
  });
  await fc.assert(property, { numRuns: RUNS });
}

describe('a tampered trail', () => {
  it('was clean before', async () => {
    expect((await verify(world.store, world.keys, { limits })).verdict).toBe('clean');
  });

  it.each(Object.entries(LOG_TAMPERS))('shows of its log files: %s', (_, tamper) => expectFound(tamper));

  it.each(Object.entries(DIGEST_TAMPERS))('shows of its digests: %s', (_, tamper) => expectFound(tamper));
});
