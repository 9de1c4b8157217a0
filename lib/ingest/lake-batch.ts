import type { BaselineJudge } from '../analytics/judge';
import type { ProcessBatch } from '../lake/batch/drive';
import { type BatchContext, createBatchProcessor } from '../lake/batch/process';
import type { Versions } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import { withoutGone } from './raw-gone';
import { type Tell, tellingFindings } from './telling-findings';

/** What batches of raw objects are made into a lake with; made once a start. `readRaw` throws `RawGone`. */
export interface LakeContext extends Omit<BatchContext, 'store'> {
  readonly lake: BlobStore;
  readonly versions: Versions;
  /** Told of every finding before its batch is committed. */
  readonly tell: Tell;
  /** What the pipeline's judge found: told, and not written. @default nothing is judged */
  readonly judge?: Pick<BaselineJudge, 'begin' | 'take'>;
}

/** Findings kept between two chunks of an object, before they are told of: some thousand take some megabytes. */
const MANY = 2000;

/** The lake, and the process of one plan's run. */
export function openLakeBatch(context: LakeContext): {
  readonly store: BlobStore;
  readonly process: ProcessBatch;
} {
  const { lake, tell } = context;
  const told = tellingFindings(context.pipeline, tell);
  const readRaw = async function* (key: string) {
    for await (const chunk of context.readRaw(key)) {
      yield chunk;
      await told.tell(MANY);
    }
  };
  const process = withoutGone(
    createBatchProcessor({
      ...context,
      pipeline: told.pipeline,
      readRaw,
      store: lake,
      correlating: { ...context.correlating, tell },
    }),
  );
  return {
    store: lake,
    // Told of before the commit: whoever is stopped in between is called again, and tells the same again.
    process: async (manifest, drive) => {
      context.judge?.begin();
      const result = await process(manifest, drive);
      await told.tell();
      const judged = context.judge?.take() ?? [];
      if (judged.length > 0) {
        await tell(judged);
      }
      return result;
    },
  };
}
