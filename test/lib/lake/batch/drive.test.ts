import { driveBatch, type ProcessBatch } from '../../../../lib/lake/batch/drive';
import { keys, type Manifest, type Versions } from '../../../../lib/lake/batch/records';
import { MemoryStore } from '../../../support/memory-store';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const NEWER: Versions = { ...VERSIONS, release: '2' };
const MANIFEST: Manifest = { batch: 'b1', members: [], source: 'auto', versions: VERSIONS };

/** A store that says what was listed of it. */
class ListedStore extends MemoryStore {
  readonly listed: string[] = [];
  override list(prefix: string) {
    this.listed.push(prefix);
    return super.list(prefix);
  }
}

const writing =
  (lake: MemoryStore, name: string, strays = false): ProcessBatch =>
  async ({ batch }) => {
    const key = `events/year=2024/${batch}-${name}.parquet`;
    await lake.put(key, Buffer.from(name));
    const outputs = [{ key, rows: 1, bytes: 1, sha256: '', minTimeUs: 0, maxTimeUs: 0 }];
    return { inputs: [], quarantine: [], outputs, strays };
  };

const drive = (lake: MemoryStore, versions: Versions, name: string, strays = false) =>
  driveBatch(lake, MANIFEST, versions, writing(lake, name, strays));

const files = (lake: MemoryStore) => [...lake.objects.keys()].filter((key) => key.startsWith('events/'));

describe('driveBatch', () => {
  it('does not list the lake for a batch under the versions it was always driven under', async () => {
    const lake = new ListedStore();

    await drive(lake, VERSIONS, 'one');
    await drive(lake, VERSIONS, 'one');

    expect(lake.listed).toEqual([]);
  });

  it('leaves no file of an earlier release', async () => {
    const lake = new ListedStore();
    await drive(lake, VERSIONS, 'one');

    await drive(lake, NEWER, 'two');

    expect(files(lake)).toEqual(['events/year=2024/b1-two.parquet']);
  });

  it('leaves none either of a drive that did not write down its versions', async () => {
    const lake = new ListedStore();
    await drive(lake, VERSIONS, 'one');
    await lake.delete(keys.drives('b1'));

    await drive(lake, NEWER, 'two');

    expect(files(lake)).toEqual(['events/year=2024/b1-two.parquet']);
  });

  it('leaves none wherever the drives before were killed', async () => {
    for (let lives = 0; lives < 12; lives++) {
      const lake = new ListedStore();
      await drive(lake, VERSIONS, 'one');
      lake.lives = lives;
      await drive(lake, NEWER, 'two').catch(() => undefined);
      lake.lives = Number.POSITIVE_INFINITY;

      await drive(lake, { ...NEWER, release: '3' }, 'three');

      expect(files(lake)).toEqual(['events/year=2024/b1-three.parquet']);
    }
  });

  it('looks for what its process says it may have left', async () => {
    const lake = new ListedStore();
    await lake.put('events/year=2024/b1-left.parquet', new Uint8Array());

    await drive(lake, VERSIONS, 'one', true);

    expect(files(lake)).toEqual(['events/year=2024/b1-one.parquet']);
  });

  it('tells its process whether files of other versions may stand', async () => {
    const lake = new MemoryStore();
    const told: boolean[] = [];
    const process: ProcessBatch = async (_, { strays }) => {
      told.push(strays);
      return { inputs: [], outputs: [], quarantine: [] };
    };

    for (const versions of [VERSIONS, VERSIONS, NEWER, NEWER]) {
      await driveBatch(lake, MANIFEST, versions, process);
    }

    expect(told).toEqual([false, false, true, true]);
  });
});
