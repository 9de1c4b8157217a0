import type { ProcessBatch } from '../lake/batch/drive';
import { type Correlating, correlateBatch } from '../lake/correlate/correlate-batch';
import { isOfBatch, listHitFiles } from '../lake/correlate/hit-files';
import type { BlobStore } from '../ports/blob-store';
import { overlay } from './overlay';

const MAX_ROUNDS = 20;

/**
 * Batches are driven side by side, and two whose hits are near each other compute the same findings. Whoever writes
 * them last must have seen the hits of both: so each looks once more after it wrote, and computes again where hits came
 * or went meanwhile. To be called around a process that correlates, over one and the same store.
 */
export function settlingCorrelations(
  lake: BlobStore,
  correlating: Correlating,
  process: (store: BlobStore) => ProcessBatch,
): ProcessBatch {
  let seen: readonly string[] = [];
  const store = overlay(lake, {
    list: async function* (prefix) {
      const found: string[] = [];
      for await (const object of lake.list(prefix)) {
        found.push(object.key);
        yield object;
      }
      seen = prefix.startsWith('state/correlate/hits/') ? found : seen;
    },
  });
  const inner = process(store);
  return async (manifest) => {
    const result = await inner(manifest);
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = seen;
      const now = await listHitFiles(lake);
      const own = now.filter((key) => isOfBatch(key, manifest.batch));
      if (own.length === 0 || now.join('\n') === before.join('\n')) {
        return result;
      }
      await correlateBatch(store, manifest.batch, correlating).finish(new Set(own));
    }
    throw new Error(
      `batch ${manifest.batch}: other batches wrote hits near its own ${MAX_ROUNDS} times while its correlations were computed; it is tried again`,
    );
  };
}
