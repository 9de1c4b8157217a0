import { chunksOf } from '../chunks';
import { eachLimited } from '../each-limited';
import type { BlobStore } from '../ports/blob-store';
import type { TimeSpan } from './archive/archived-hours';
import { type Commit, keys, MANIFESTS_PREFIX, type Manifest, readRecord, readRecords } from './batch/records';
import type { CountedCommit } from './ledger';

const ABREAST = 16;

/** Commits with inputs that were stored in a time span, which alone count: the manifests say when they were. */
export async function* storedWithin(store: BlobStore, { from, to }: TimeSpan): AsyncIterable<CountedCommit> {
  for await (const group of chunksOf(readRecords<Manifest>(store, MANIFESTS_PREFIX), ABREAST)) {
    const commits = await eachLimited(group, ABREAST, async ({ batch, members }) => {
      const stored = members.filter(({ storedMicros }) => storedMicros >= from && storedMicros < to);
      const commit = stored.length === 0 ? undefined : await readRecord<Commit>(store, keys.commit(batch));
      return commit && { ...commit, counted: new Set(stored.map(({ input }) => input)) };
    });
    yield* commits.filter((commit) => commit !== undefined);
  }
}
