import { type InputContext, type InputSink, processInput } from '../../pipeline/process-input';
import type { BlobStore } from '../../ports/blob-store';
import { createHitKeeper, type KeepHit } from '../../sigma/correlate/kept-hit';
import type { Detection } from '../../sigma/detector';
import type { Source } from '../../sources/source';
import { type Correlating, correlateBatch } from '../correlate/correlate-batch';
import { HitWriter } from '../correlate/hit-files';
import { createPartitionWriter, type PartitionWriter } from '../partition-writer';
import { QuarantineLog } from '../quarantine';
import type { EventRow } from '../table/row';
import { withStored } from '../tally';
import type { ProcessBatch } from './drive';
import type { InputCount, Manifest, Member } from './records';

/** Takes the rows of a batch that the lake has taken, for somebody else. */
export interface RowSink {
  row(row: EventRow, kind: 'event' | 'finding'): void;
  /** Called between chunks of the input: stores what has piled up. */
  drain(): Promise<void>;
  /** Called once there are no more rows, before the batch is committed. */
  close(): Promise<void>;
}

export interface BatchContext extends InputContext<Detection> {
  /** The lake. */
  readonly store: BlobStore;
  /** The bytes of a raw object, by its `rawKey`. */
  readonly readRaw: (rawKey: string) => AsyncIterable<Uint8Array>;
  readonly correlating: Correlating;
  /** Removes personal data from free text. */
  readonly cleanText: (text: string) => string;
  /** Who else takes the rows of a batch. @default nobody */
  readonly openRowSink?: (batch: string) => Promise<RowSink>;
}

/** Processes each member of a batch, in the manifest's order, into one set of partitioned files. */
export function createBatchProcessor(context: BatchContext): ProcessBatch {
  const keep = createHitKeeper(context.correlating.correlations);
  return async (manifest, { strays }) => {
    const writer = createPartitionWriter({ store: context.store, batch: manifest.batch });
    const quarantine = new QuarantineLog(context.cleanText);
    const correlation = correlateBatch(context.store, manifest.batch, context.correlating);
    const hits = new HitWriter(context.store, manifest.batch);
    const also = await context.openRowSink?.(manifest.batch);
    const inputs: InputCount[] = [];
    await correlation.begin(strays);
    for (const member of manifest.members) {
      const tally = await processInput(
        { input: member.input, path: member.path },
        context.readRaw(member.rawKey),
        { ...context, sources: sourcesFor(manifest, context.sources) },
        rowSink(member, { writer, also }, quarantine, { keep, writer: hits }),
      );
      inputs.push({ input: member.input, path: member.path, ...withStored(tally, member.bytes) });
    }
    const outputs = await writer.close();
    await also?.close();
    await correlation.finish(await hits.close());
    return { inputs, outputs, quarantine: quarantine.lines() };
  };
}

/** Events and findings of one member as rows of the table, and its hits for the correlations. */
function rowSink(
  member: Member,
  { writer, also }: { readonly writer: PartitionWriter; readonly also?: RowSink },
  quarantine: QuarantineLog,
  hits: { readonly keep: KeepHit; readonly writer: HitWriter },
): InputSink<Detection> {
  const write =
    (kind: 'event' | 'finding'): InputSink<Detection>['event'] =>
    (event, timeMicros, source, record) => {
      const row: EventRow = {
        event,
        timeMicros,
        source: source.id,
        rawObject: member.rawKey,
        record,
        ingestMicros: member.storedMicros,
        deliveryMicros:
          event.metadata.logged_time === undefined ? undefined : event.metadata.logged_time * 1000,
      };
      writer.append(row);
      also?.row(row, kind);
    };
  return {
    event: write('event'),
    hit: ({ rule }, event, timeMicros, source) => {
      const hit = hits.keep(rule, event, timeMicros, source);
      if (hit) {
        hits.writer.add(hit);
      }
    },
    finding: write('finding'),
    quarantine: (rejected) => quarantine.add(member.path, member.rawKey, rejected),
    drain: async () => {
      await writer.drain();
      await hits.writer.drain();
      await also?.drain();
    },
  };
}

function sourcesFor(manifest: Manifest, sources: readonly Source[]): readonly Source[] {
  return manifest.source === 'auto' ? sources : sources.filter((source) => source.id === manifest.source);
}
