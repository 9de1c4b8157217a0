import { type InputContext, type InputSink, processInput } from '../../pipeline/process-input';
import type { BlobStore } from '../../ports/blob-store';
import type { Source } from '../../sources/source';
import { createPartitionWriter, type PartitionWriter } from '../partition-writer';
import { QuarantineLog } from '../quarantine';
import type { ProcessBatch } from './drive';
import type { InputCount, Manifest, Member } from './records';

export interface BatchContext<Hit> extends InputContext<Hit> {
  readonly store: BlobStore;
  /** Removes personal data from free text. */
  readonly cleanText: (text: string) => string;
}

/** Processes each member of a batch, in the manifest's order, into one set of partitioned files. */
export function createBatchProcessor<Hit>(context: BatchContext<Hit>): ProcessBatch {
  return async (manifest) => {
    const writer = createPartitionWriter({ store: context.store, batch: manifest.batch });
    const quarantine = new QuarantineLog(context.cleanText);
    const inputs: InputCount[] = [];
    for (const member of manifest.members) {
      const tally = await processInput(
        { input: member.input, path: member.path },
        context.store.stream(member.rawKey),
        { ...context, sources: sourcesFor(manifest, context.sources) },
        rowSink(member, writer, quarantine),
      );
      inputs.push({ input: member.input, path: member.path, ...tally });
    }
    return { inputs, outputs: await writer.close(), quarantine: quarantine.lines() };
  };
}

/** Events and findings of one member as rows of the table. */
function rowSink(member: Member, writer: PartitionWriter, quarantine: QuarantineLog): InputSink<unknown> {
  const write: InputSink<unknown>['event'] = (event, timeMicros, source, record) => {
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
    finding: write,
    quarantine: (rejected) => quarantine.add(member.path, member.rawKey, rejected),
    drain: () => writer.drain(),
  };
}

function sourcesFor(manifest: Manifest, sources: readonly Source[]): readonly Source[] {
  return manifest.source === 'auto' ? sources : sources.filter((source) => source.id === manifest.source);
}
