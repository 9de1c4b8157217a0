import { type InputContext, type InputSink, processInput } from '../../pipeline/process-input';
import type { BlobStore } from '../../ports/blob-store';
import { createHitKeeper, type KeepHit } from '../../sigma/correlate/kept-hit';
import type { Detection } from '../../sigma/detector';
import type { Source } from '../../sources/source';
import { type Correlating, correlateBatch } from '../correlate/correlate-batch';
import { HitWriter } from '../correlate/hit-files';
import { createPartitionWriter, type PartitionWriter } from '../partition-writer';
import { QuarantineLog } from '../quarantine';
import type { ProcessBatch } from './drive';
import type { InputCount, Manifest, Member } from './records';

export interface BatchContext extends InputContext<Detection> {
  /** The lake. */
  readonly store: BlobStore;
  /** The bytes of a raw object, by its `rawKey`. */
  readonly readRaw: (rawKey: string) => AsyncIterable<Uint8Array>;
  readonly correlating: Correlating;
  /** Removes personal data from free text. */
  readonly cleanText: (text: string) => string;
}

/** Processes each member of a batch, in the manifest's order, into one set of partitioned files. */
export function createBatchProcessor(context: BatchContext): ProcessBatch {
  const keep = createHitKeeper(context.correlating.correlations);
  return async (manifest, { strays }) => {
    const writer = createPartitionWriter({ store: context.store, batch: manifest.batch });
    const quarantine = new QuarantineLog(context.cleanText);
    const correlation = correlateBatch(context.store, manifest.batch, context.correlating);
    const hits = new HitWriter(context.store, manifest.batch);
    const inputs: InputCount[] = [];
    await correlation.begin(strays);
    for (const member of manifest.members) {
      const tally = await processInput(
        { input: member.input, path: member.path },
        context.readRaw(member.rawKey),
        { ...context, sources: sourcesFor(manifest, context.sources) },
        rowSink(member, writer, quarantine, { keep, writer: hits }),
      );
      inputs.push({ input: member.input, path: member.path, ...tally });
    }
    const outputs = await writer.close();
    await correlation.finish(await hits.close());
    return { inputs, outputs, quarantine: quarantine.lines() };
  };
}

/** Events and findings of one member as rows of the table, and its hits for the correlations. */
function rowSink(
  member: Member,
  writer: PartitionWriter,
  quarantine: QuarantineLog,
  hits: { readonly keep: KeepHit; readonly writer: HitWriter },
): InputSink<Detection> {
  const write: InputSink<Detection>['event'] = (event, timeMicros, source, record) => {
    writer.append({
      event,
      timeMicros,
      source: source.id,
      rawObject: member.rawKey,
      record,
      ingestMicros: member.storedMicros,
      deliveryMicros:
        event.metadata.logged_time === undefined ? undefined : event.metadata.logged_time * 1000,
    });
  };
  return {
    event: write,
    hit: ({ rule }, event, timeMicros, source) => {
      const hit = hits.keep(rule, event, timeMicros, source);
      if (hit) {
        hits.writer.add(hit);
      }
    },
    finding: write,
    quarantine: (rejected) => quarantine.add(member.path, member.rawKey, rejected),
    drain: async () => {
      await writer.drain();
      await hits.writer.drain();
    },
  };
}

function sourcesFor(manifest: Manifest, sources: readonly Source[]): readonly Source[] {
  return manifest.source === 'auto' ? sources : sources.filter((source) => source.id === manifest.source);
}
