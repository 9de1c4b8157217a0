import { chunksOf } from '../../chunks';
import { eachLimited } from '../../each-limited';
import type { Archive, KeptObject, RetrievalTier } from '../../ports/archive';

export interface RestoreOptions {
  readonly days: number;
  readonly tier: RetrievalTier;
  /** Called now and then with how many were asked for so far. */
  readonly onProgress?: (asked: number) => void;
}

export interface Restored {
  /** Restores asked for now. */
  readonly asked: number;
  /** Restores that were under way before. */
  readonly coming: number;
  /** Objects that the store refused, and why; the first of them. */
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
  readonly refusals: number;
}

const PARALLEL = 16;
/** Objects held at once: a listing has as many a page. */
const CHUNK = 1000;
/** Refusals told one by one: they mostly have one reason. */
const TOLD = 20;

/**
 * Asks for every archived object of which there is no copy yet. What the store refuses does not hold up the others;
 * done again, it asks for what is left.
 */
export async function restoreAll(
  archive: Archive,
  objects: AsyncIterable<KeptObject>,
  { days, tier, onProgress }: RestoreOptions,
): Promise<Restored> {
  const done = { asked: 0, coming: 0, refusals: 0 };
  const refused: { key: string; reason: string }[] = [];
  const ask = async (object: KeptObject) => {
    try {
      done[await archive.restore(object, days, tier)] += 1;
    } catch (error) {
      done.refusals += 1;
      if (refused.length < TOLD) {
        refused.push({ key: object.key, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  };
  for await (const chunk of chunksOf(waiting(objects), CHUNK)) {
    await eachLimited(chunk, PARALLEL, ask);
    onProgress?.(done.asked + done.coming + done.refusals);
  }
  return { ...done, refused };
}

/** Archived, and nobody has asked for it. */
async function* waiting(objects: AsyncIterable<KeptObject>): AsyncIterable<KeptObject> {
  for await (const object of objects) {
    if (object.archived !== undefined && object.copy === 'none') {
      yield object;
    }
  }
}
