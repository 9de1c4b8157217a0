import { type Commit, encodeRecord, keys, type Manifest } from '../../../lib/lake/batch/records';
import { storedWithin } from '../../../lib/lake/stored-within';
import { RecordCounter } from '../../../lib/lake/tally';
import { MemoryStore } from '../../support/memory-store';

const VERSIONS = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };

/** A batch of inputs, each stored at a time; without a commit where it was left unfinished. */
async function put(store: MemoryStore, batch: string, stored: Record<string, number>, committed = true) {
  const members = Object.entries(stored).map(([input, storedMicros]) => ({
    input,
    rawKey: input,
    path: input,
    bytes: 1,
    storedMicros,
  }));
  const manifest: Manifest = { batch, members, source: 'auto', versions: VERSIONS };
  await store.put(keys.manifest(batch), encodeRecord(manifest));
  const inputs = members.map(({ input, path }) => ({ input, path, ...new RecordCounter().tally(0) }));
  const commit: Commit = { batch, versions: VERSIONS, inputs, outputs: [] };
  if (committed) {
    await store.put(keys.commit(batch), encodeRecord(commit));
  }
}

describe('commits of what was stored in a time span', () => {
  it('come with the inputs stored from its start on and before its end', async () => {
    const store = new MemoryStore();
    await put(store, 'a', { early: 99, first: 100, last: 199, late: 200 });
    await put(store, 'b', { other: 5 });
    await put(store, 'c', { unfinished: 150 }, false);

    const found = [];
    for await (const { batch, counted } of storedWithin(store, { from: 100, to: 200 })) {
      found.push([batch, [...(counted ?? [])]]);
    }

    expect(found).toEqual([['a', ['first', 'last']]]);
  });

  it('come in order however many there are', async () => {
    const store = new MemoryStore();
    const names = Array.from({ length: 50 }, (_, index) => String(index).padStart(2, '0'));
    for (const name of names) {
      await put(store, name, { [name]: 150 });
    }

    const found = [];
    for await (const { batch } of storedWithin(store, { from: 100, to: 200 })) {
      found.push(batch);
    }

    expect(found).toEqual(names);
  });
});
