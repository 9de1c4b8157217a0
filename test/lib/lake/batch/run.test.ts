import fc from 'fast-check';
import type { ProcessBatch } from '../../../../lib/lake/batch/drive';
import { type Commit, keys, type Member, type Versions } from '../../../../lib/lake/batch/records';
import { runPlan } from '../../../../lib/lake/batch/run';
import { planBatches } from '../../../../lib/lake/batch/seal';
import { MemoryStore } from '../../../support/memory-store';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const LIMITS = { members: 3, bytes: 1000 };

const member = (input: string): Member => ({
  input,
  rawKey: `raw/${input}`,
  path: `${input}.json`,
  bytes: 10,
  storedMicros: 0,
});

/** Writes one file a member, named as the partition writer names them. */
function writeOneFileEach(store: MemoryStore): ProcessBatch {
  return async (manifest) => {
    const outputs = [];
    for (const { input } of manifest.members) {
      const key = `events/hour=${input.charCodeAt(0) % 5}/${manifest.batch}-${input}.parquet`;
      await store.put(key, new TextEncoder().encode(`rows of ${input}`));
      outputs.push({ key, rows: 1, bytes: 9, sha256: input, minTimeUs: 0, maxTimeUs: 0 });
    }
    return { inputs: [], outputs, quarantine: [] };
  };
}

async function ingest(store: MemoryStore, inputs: readonly string[], versions = VERSIONS): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (const plan of planBatches(inputs.map(member), 'auto', LIMITS)) {
    commits.push(...(await runPlan(store, plan, versions, writeOneFileEach(store))));
  }
  return commits;
}

function unplanned(): never {
  throw new Error('no plan');
}

const inputsOf = (store: MemoryStore) =>
  [...store.objects.keys()]
    .filter((key) => key.startsWith('events/'))
    .map((key) => key.slice(key.indexOf('-') + 1, -'.parquet'.length))
    .sort();

describe('runPlan', () => {
  it('commits a new batch once and leaves it alone when the same inputs come again', async () => {
    const store = new MemoryStore();

    const first = await ingest(store, ['a', 'b']);
    const before = store.dump();
    const second = await ingest(store, ['a', 'b']);

    expect(first).toHaveLength(1);
    expect(second).toHaveLength(0);
    expect(store.dump()).toEqual(before);
  });

  it('leaves the same objects as a clean run, wherever it was killed and however often', async () => {
    const inputs = ['a', 'b', 'c', 'd', 'e'];
    const clean = new MemoryStore();
    await ingest(clean, inputs);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lives: fc.nat(40), after: fc.boolean() }), { maxLength: 6 }),
        async (kills) => {
          const store = new MemoryStore();
          for (const { lives, after } of kills) {
            store.lives = lives;
            store.dieAfterEffect = after;
            await ingest(store, inputs).catch(() => undefined);
          }
          store.lives = Number.POSITIVE_INFINITY;
          await ingest(store, inputs);

          expect(store.dump()).toEqual(clean.dump());
        },
      ),
    );
  });

  it('writes every input exactly once, whatever groups it was delivered in and whoever was killed', async () => {
    const group = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ group, lives: fc.nat(60) }), { minLength: 1, maxLength: 6 }),
        async (runs) => {
          const store = new MemoryStore();
          for (const { group: inputs, lives } of runs) {
            store.lives = lives;
            await ingest(store, inputs).catch(() => undefined);
          }
          store.lives = Number.POSITIVE_INFINITY;
          for (const { group: inputs } of runs) {
            await ingest(store, inputs);
          }

          expect(inputsOf(store)).toEqual([...new Set(runs.flatMap((run) => run.group))].sort());
        },
      ),
    );
  });

  it('drives two runs over the same inputs at the same time to one set of files', async () => {
    const store = new MemoryStore();

    await Promise.all([
      ingest(store, ['a', 'b', 'c']),
      ingest(store, ['c', 'b', 'x']),
      ingest(store, ['x', 'a']),
    ]);

    expect(inputsOf(store)).toEqual(['a', 'b', 'c', 'x']);
  });

  it('deletes what an unfinished run under other rules left behind', async () => {
    const store = new MemoryStore();
    const [plan] = planBatches([member('a')], 'auto', LIMITS);
    const stray = `events/hour=9/${plan?.batch}-000.parquet`;
    const killed: ProcessBatch = async () => {
      await store.put(stray, new Uint8Array());
      throw new Error('killed');
    };
    await expect(
      runPlan(store, plan ?? unplanned(), { ...VERSIONS, rules: 'old' }, killed),
    ).rejects.toThrow();

    await ingest(store, ['a']);

    expect(store.objects.has(stray)).toBe(false);
    expect(store.objects.has(keys.commit(plan?.batch ?? ''))).toBe(true);
  });
});
