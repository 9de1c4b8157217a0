import type { ProcessBatch } from '../lake/batch/drive';
import { type BatchContext, createBatchProcessor } from '../lake/batch/process';
import type { Versions } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import { boundedLake } from './bounded-lake';
import { correlationFindings } from './correlation-findings';
import { overlay } from './overlay';
import { withoutGone } from './raw-gone';
import { settlingCorrelations } from './settle-correlations';
import { type Tell, tellingFindings } from './telling-findings';

/** What batches of raw objects are made into a lake with; made once a start. */
export interface LakeContext extends Omit<BatchContext, 'store'> {
  readonly lake: BlobStore;
  /** The bytes of a raw object, by its `rawKey`. Throws `RawGone` when there is none. */
  readonly readRaw: (rawKey: string) => AsyncIterable<Uint8Array>;
  readonly versions: Versions;
  /** Told of every finding before its batch is committed. */
  readonly tell: Tell;
}

/** Findings kept between two chunks of an object, before they are told of: some thousand take some megabytes. */
const MANY = 2000;

/** The lake as the run of one plan sees it, and its process. */
export function openLakeBatch(context: LakeContext): {
  readonly store: BlobStore;
  readonly process: ProcessBatch;
} {
  const { lake, versions, correlating } = context;
  const bounded = boundedLake(lake, versions, correlating);
  const told = tellingFindings(context.pipeline, context.tell);
  const read = async function* (key: string) {
    for await (const chunk of context.readRaw(key)) {
      yield chunk;
      await told.tell(MANY);
    }
  };
  const processed = settlingCorrelations(bounded.store, correlating, (store) =>
    createBatchProcessor({ ...context, pipeline: told.pipeline, store: overlay(store, { stream: read }) }),
  );
  const process = withoutGone(processed, bounded.expectStrays);
  return {
    store: bounded.store,
    // Told of before the commit: whoever is stopped in between is called again, and tells the same again.
    process: bounded.recording(async (manifest) => {
      const result = await process(manifest);
      await told.tell();
      for await (const findings of correlationFindings(bounded.store, manifest.batch, correlating)) {
        await context.tell(findings);
      }
      return result;
    }),
  };
}
