import fc from 'fast-check';
import { type Line, lineText, putParcel } from '../../../../lib/forward/parcel';
import { fileCarrier } from '../../../../lib/forward/security-lake/carry-files';
import type { LakeFile } from '../../../../lib/forward/security-lake/files';
import { times } from '../../../support/effort';
import { MemoryStore } from '../../../support/memory-store';
import { readBack } from '../../lake/parquet/read-back';
import { eventOf, keysBelow, LAKE, lineOf, placesIn, uidsIn } from '../support';

const put = (store: MemoryStore, name: string, lines: readonly Line[]) =>
  putParcel(store, 'lake', name, lines.map(lineText).join(''));

/** Runs over all that is in the outbox; Security Lake keeps what `take` lets through. */
function lake(store: MemoryStore, take: (file: LakeFile) => void = () => undefined) {
  const files = new Map<string, Uint8Array>();
  const carrier = fileCarrier({
    store,
    destination: LAKE,
    put: async (file) => {
      take(file);
      files.set(file.key, file.body);
    },
  });
  return { files, run: (mayContinue = () => true) => carrier(placesIn(store), mayContinue) };
}

async function uidsOf(files: ReadonlyMap<string, Uint8Array>): Promise<string[]> {
  const rows = await Promise.all([...files.values()].map(readBack));
  return rows.flat().map(({ metadata }) => (metadata as { uid: string }).uid);
}

describe('parcels for Security Lake', () => {
  it('become one file together, and are gone', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a'), lineOf('b')]);
    await put(store, 'b2-0', [lineOf('c')]);
    const { files, run } = lake(store);

    expect(await run()).toEqual({ taken: 3, refused: 0, notDone: new Map() });

    expect(files.size).toBe(1);
    expect((await uidsOf(files)).sort()).toEqual(['a', 'b', 'c']);
    expect(keysBelow(store)).toEqual([]);
  });

  it('stay, all of them, where Security Lake takes one file and not another', async () => {
    const store = new MemoryStore();
    const nextDay = { ...eventOf('b'), time: eventOf('b').time + 86_400_000 };
    await put(store, 'b1-0', [lineOf('a'), { source: 'aws-cloudtrail', event: nextDay }]);
    const refusing = lake(store, ({ key }) => {
      if (key.includes('20240813')) {
        throw new Error('AccessDenied');
      }
    });

    const { notDone } = await refusing.run();
    expect([...notDone.values()]).toEqual(['AccessDenied']);
    expect(uidsIn(store)).toEqual(['a', 'b']);

    const { files, run } = lake(store);
    await run();
    expect([...files.keys()]).toEqual(expect.arrayContaining([...refusing.files.keys()]));
  });

  it('have events without a custom source put aside with the reason', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [
      lineOf('a'),
      { source: 'aws-cloudtrail', event: { ...eventOf('sign-in'), class_uid: 3002 } },
    ]);
    const { run } = lake(store);

    expect(await run()).toMatchObject({ taken: 1, refused: 1 });

    expect(uidsIn(store, 'quarantine/forward/lake/')).toEqual(['sign-in']);
  });

  it('that are none are named, and keep none back', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a')]);
    const broken = 'forward/lake/b0-0-0123456789abcdef.ndjson.gz';
    await store.put(broken, Buffer.from('no gzip'));
    const { run } = lake(store);

    const { taken, notDone } = await run();

    expect(taken).toBe(1);
    expect([...notDone.keys()]).toEqual([broken]);
  });

  it('wait where there is no time', async () => {
    const store = new MemoryStore();
    await put(store, 'b1-0', [lineOf('a')]);

    expect((await lake(store).run(() => false)).notDone.size).toBe(1);
    expect(uidsIn(store)).toEqual(['a']);
  });

  it('are all in files in the end, wherever the run was killed, under the same names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(8), fc.boolean(), async (lives, after) => {
        const store = new MemoryStore();
        for (const uid of ['a', 'b', 'c']) {
          await put(store, `${uid}-0`, [lineOf(uid)]);
        }
        const { files, run } = lake(store);
        store.lives = lives;
        store.dieAfterEffect = after;
        await run();
        store.lives = Number.POSITIVE_INFINITY;
        await run();

        expect(new Set(await uidsOf(files))).toEqual(new Set(['a', 'b', 'c']));
        expect(keysBelow(store)).toEqual([]);
      }),
      { numRuns: times(20) },
    );
  });
});
