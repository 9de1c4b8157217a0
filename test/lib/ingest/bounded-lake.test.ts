import { boundedLake } from '../../../lib/ingest/bounded-lake';
import { driveBatch, type ProcessBatch } from '../../../lib/lake/batch/drive';
import type { Manifest, Versions } from '../../../lib/lake/batch/records';
import { MemoryStore } from '../../support/memory-store';
import { correlationsOf, correlationText } from '../sigma/correlate/support';

const VERSIONS: Versions = { release: '1', config: 'c', rules: 'r', reference: 'g', tokenKey: '-' };
const NEWER: Versions = { ...VERSIONS, release: '2' };
const MANIFEST: Manifest = { batch: 'b1', members: [], source: 'auto', versions: VERSIONS };
const TEN_MINUTES = correlationsOf(
  correlationText('type: event_count\nrules: [failed]\ngroup-by: [user]\ntimespan: 10m\ncondition: {gte: 3}'),
);

/** A store that says what was listed of it. */
class ListedStore extends MemoryStore {
  readonly listed: string[] = [];
  override list(prefix: string) {
    this.listed.push(prefix);
    return super.list(prefix);
  }
}

const writing =
  (store: { put(key: string, body: Uint8Array): Promise<void> }, name: string): ProcessBatch =>
  async ({ batch }) => {
    const key = `events/year=2024/${batch}-${name}.parquet`;
    await store.put(key, Buffer.from(name));
    return {
      inputs: [],
      quarantine: [],
      outputs: [{ key, rows: 1, bytes: 1, sha256: '', minTimeUs: 0, maxTimeUs: 0 }],
    };
  };

async function drive(lake: MemoryStore, versions: Versions, name: string): Promise<void> {
  const bounded = boundedLake(lake, versions, { correlations: [], bundleVersion: '1' });
  await driveBatch(bounded.store, MANIFEST, versions, bounded.recording(writing(bounded.store, name)));
}

const files = (lake: MemoryStore) => [...lake.objects.keys()].filter((key) => key.startsWith('events/'));

describe('a lake that is not listed whole', () => {
  it('is not listed for a batch that is driven under the versions it was always driven under', async () => {
    const lake = new ListedStore();

    await drive(lake, VERSIONS, 'one');
    await drive(lake, VERSIONS, 'one');

    expect(lake.listed).toEqual([]);
  });

  it('has no file of an earlier release left when a batch is driven under another', async () => {
    const lake = new ListedStore();
    await drive(lake, VERSIONS, 'one');

    await drive(lake, NEWER, 'two');

    expect(files(lake)).toEqual(['events/year=2024/b1-two.parquet']);
  });

  it('still has none when the drive under the newer release was killed and came again', async () => {
    const lake = new ListedStore();
    await drive(lake, VERSIONS, 'one');
    lake.lives = 4;
    await expect(drive(lake, NEWER, 'two')).rejects.toThrow('killed');
    lake.lives = Number.POSITIVE_INFINITY;

    await drive(lake, NEWER, 'two');

    expect(files(lake)).toEqual(['events/year=2024/b1-two.parquet']);
  });

  it('lists hits of the days alone that those of the batch can change', async () => {
    const lake = new ListedStore();
    const near = 'state/correlate/hits/2024-08-12T00/other-000.ndjson';
    const far = 'state/correlate/hits/2024-06-12T00/other-000.ndjson';
    lake.objects.set(near, Buffer.from(''));
    lake.objects.set(far, Buffer.from(''));
    const bounded = boundedLake(lake, VERSIONS, { correlations: TEN_MINUTES, bundleVersion: '1' });
    const seen: string[] = [];

    const processed = bounded.recording(async () => {
      await bounded.store.put('state/correlate/hits/2024-08-12T00/b1-000.ndjson', Buffer.from(''));
      for await (const { key } of bounded.store.list('state/correlate/hits/')) {
        seen.push(key);
      }
      return { inputs: [], outputs: [], quarantine: [] };
    });
    await processed(MANIFEST);

    expect(seen).toEqual(['state/correlate/hits/2024-08-12T00/b1-000.ndjson', near]);
    expect(lake.listed).toEqual(['state/correlate/hits/2024-08-11T', 'state/correlate/hits/2024-08-12T']);
  });
});
