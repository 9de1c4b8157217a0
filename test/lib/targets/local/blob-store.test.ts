import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalBlobStore } from '../../../../lib/targets/local/blob-store';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (body: Uint8Array | undefined) => body && new TextDecoder().decode(body);

async function keysUnder(store: LocalBlobStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) {
    keys.push(key);
  }
  return keys;
}

describe('LocalBlobStore', () => {
  let root: string;
  let store: LocalBlobStore;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'kumomori-store-'));
    store = new LocalBlobStore(root);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('returns what was put, and undefined for what was not', async () => {
    await store.put('a/b.json', bytes('one'));
    await store.put('a/b.json', bytes('two'));

    expect(textOf(await store.get('a/b.json'))).toBe('two');
    expect(await store.get('a/c.json')).toBeUndefined();
    expect(await store.get('a/b.json/d')).toBeUndefined();
  });

  it('lets exactly one of many concurrent creators win, and keeps its bytes', async () => {
    const wins = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.putIfAbsent('claim', bytes(`${i}`))),
    );

    expect(wins.filter(Boolean)).toHaveLength(1);
    expect(textOf(await store.get('claim'))).toBe(String(wins.indexOf(true)));
  });

  it('lists keys under a prefix in order, and deletes without complaint', async () => {
    for (const key of ['b/2', 'b/1', 'a/1', 'bc']) {
      await store.put(key, bytes('x'));
    }
    await store.delete('b/2');
    await store.delete('b/none');

    expect(await keysUnder(store, 'b/')).toEqual(['b/1']);
    expect(await keysUnder(store, 'none/')).toEqual([]);
  });

  it('leaves nothing behind when the body of a new object fails half-way', async () => {
    async function* failing() {
      yield bytes('half');
      throw new Error('disk gone');
    }

    await expect(store.putIfAbsent('raw/x', failing())).rejects.toThrow('disk gone');

    expect(await readdir(root)).toEqual(['tmp']);
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  it("sweeps dead processes' scratch files and spares running ones", async () => {
    await store.put('x', bytes('x'));
    await writeFile(join(root, 'tmp', '999999999-0'), 'dead');
    await writeFile(join(root, 'tmp', `${process.ppid}-0`), 'alive');

    await store.sweepScratch();

    expect(await readdir(join(root, 'tmp'))).toEqual([`${process.ppid}-0`]);
  });

  it('refuses a key that would leave the folder', async () => {
    await expect(store.put('../outside', bytes('x'))).rejects.toThrow('must not contain ".."');
  });
});
