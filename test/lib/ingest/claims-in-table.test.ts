import { claimsInTable } from '../../../lib/ingest/claims-in-table';
import { keys } from '../../../lib/lake/batch/records';
import { claimsOf, planBatches, sealBatch } from '../../../lib/lake/batch/seal';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { MemoryStore } from '../../support/memory-store';

const VERSIONS = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const members = ['a', 'b', 'c'].map((input) => ({
  input,
  rawKey: input,
  path: input,
  bytes: 1,
  storedMicros: 0,
}));
const planOf = (inputs: string) => {
  const [plan] = planBatches(
    members.filter(({ input }) => inputs.includes(input)),
    'auto',
  );
  return plan ?? { batch: '', members: [], source: 'auto' };
};

describe('claims in a table', () => {
  it('give each object to one batch, and leave nothing of it in the lake', async () => {
    const bucket = new MemoryStore();
    const lake = claimsInTable(bucket, new MemoryKeyValueStore());

    const [one, two] = await Promise.all([
      sealBatch(lake, planOf('ab'), VERSIONS),
      sealBatch(lake, planOf('bc'), VERSIONS),
    ]);

    const sealed = [...one.members, ...two.members].map(({ input }) => input).sort();
    expect(sealed).toEqual(['a', 'b', 'c']);
    expect(await claimsOf(lake, members)).toEqual(
      expect.arrayContaining([one.batch, two.batch, expect.any(String)]),
    );
    expect([...bucket.objects.keys()].some((key) => key.startsWith('state/claims/'))).toBe(false);
    expect(bucket.objects.has(keys.manifest(one.batch))).toBe(true);
  });

  it('say of what nobody claimed that nobody did', async () => {
    const lake = claimsInTable(new MemoryStore(), new MemoryKeyValueStore());

    expect(await claimsOf(lake, members)).toEqual([undefined, undefined, undefined]);
  });
});
