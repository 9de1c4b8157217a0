import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyValueStore } from '../../../../lib/ports/key-value-store';
import { LocalKeyValueStore } from '../../../../lib/targets/local/key-value-store';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kumomori-state-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function all(store: KeyValueStore, prefix: string) {
  const found: [string, string][] = [];
  for await (const { key, value } of store.list(prefix)) {
    found.push([key, value]);
  }
  return found;
}

describe.each([
  ['memory', (): KeyValueStore => new MemoryKeyValueStore()],
  ['a folder', (): KeyValueStore => new LocalKeyValueStore(folder)],
  ['a shared folder', (): KeyValueStore => new LocalKeyValueStore(folder, { shared: true })],
])('state in %s', (_, open) => {
  test('gives back what was put, whatever the key and the value hold', async () => {
    const store = open();
    const keys = ['a', 'a/b', '../up', '.hidden', 'spaß と %2F', '__proto__', "x'*()!~"];

    for (const key of keys) {
      await store.put(key, `of ${key}\nline`);
    }

    for (const key of keys) {
      expect(await store.get(key)).toMatchObject({ key, value: `of ${key}\nline` });
    }
    expect((await all(store, '')).map(([key]) => key)).toEqual(keys.toSorted());
    expect(await store.get('none')).toBeUndefined();
  });

  test('lets exactly one of many create a key', async () => {
    const store = open();

    const won = await Promise.all(Array.from({ length: 20 }, (_, i) => store.putIfAbsent('k', String(i))));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.get('k'))?.value).toBe(String(won.indexOf(true)));
  });

  test('lets exactly one of many replace a version', async () => {
    const store = open();
    await store.put('k', 'old');
    const version = (await store.get('k'))?.version ?? '';

    const won = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.replace('k', String(i), version)),
    );

    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.get('k'))?.value).toBe(String(won.indexOf(true)));
  });

  test('a version is not that of an equal value written again', async () => {
    const store = open();
    await store.put('k', 'same');
    const version = (await store.get('k'))?.version ?? '';
    await store.remove('k');
    await store.put('k', 'same');

    expect(await store.replace('k', 'new', version)).toBe(false);
    expect(await store.remove('k', version)).toBe(false);
    expect((await store.get('k'))?.value).toBe('same');
  });

  test('replaces nothing that is not there, and removes it without complaint', async () => {
    const store = open();

    expect(await store.replace('k', 'v', '1')).toBe(false);
    expect(await store.remove('k')).toBe(true);
    expect(await store.get('k')).toBeUndefined();
  });

  test('lists by prefix in key order', async () => {
    const store = open();
    for (const key of ['b/2', 'a/1', 'b/10', 'bb', 'b/1']) {
      await store.put(key, key);
    }
    await store.remove('b/10');

    expect(await all(store, 'b/')).toEqual([
      ['b/1', 'b/1'],
      ['b/2', 'b/2'],
    ]);
  });

  test('counts up without loss when many count at once', async () => {
    const store = open();
    await store.put('n', '0');
    const increment = async () => {
      for (;;) {
        const found = await store.get('n');
        if (found && (await store.replace('n', String(Number(found.value) + 1), found.version))) {
          return;
        }
      }
    };

    await Promise.all(Array.from({ length: 12 }, increment));

    expect((await store.get('n'))?.value).toBe('12');
  });
});

test('another process finds the state in the folder, and nothing else there', async () => {
  await new LocalKeyValueStore(folder).put('k', 'v');

  expect((await new LocalKeyValueStore(folder).get('k'))?.value).toBe('v');
  expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
});

test('a key too long for a file name is refused with the way out', async () => {
  await expect(new LocalKeyValueStore(folder).put('x'.repeat(300), 'v')).rejects.toThrow(
    'hash its long parts',
  );
});

test('what killed processes left goes after a day, values and locks in use stay', async () => {
  const store = new LocalKeyValueStore(folder, { shared: true });
  await store.put('k', 'v');
  const files = ['tmp/old', 'locks/.old', 'locks/.break-old', 'locks/held', 'tmp/new', 'locks/.new'];
  for (const file of files) {
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    writeFileSync(join(folder, file), '{}');
    if (!file.endsWith('new')) {
      utimesSync(join(folder, file), 0, 0);
    }
  }

  await store.sweepScratch();

  expect([readdirSync(join(folder, 'tmp')), readdirSync(join(folder, 'locks')).sort()]).toEqual([
    ['new'],
    ['.new', 'held'],
  ]);
  expect((await store.get('k'))?.value).toBe('v');
});
