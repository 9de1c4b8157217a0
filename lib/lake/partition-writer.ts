import { sha256 } from '../hash';
import type { BlobStore } from '../ports/blob-store';
import type { Codec } from './parquet/codec';
import { loadZstd } from './parquet/zstd';
import { type EncodedFile, PartitionBuffer } from './partition-buffer';
import type { EventRow } from './table/row';

export interface PartitionWriterOptions {
  readonly store: BlobStore;
  /** Id of the batch, the first part of every file's name. */
  readonly batch: string;
  /** Rows are held until they take this much, then the largest partitions become files. @default 24 MiB */
  readonly maxBufferedBytes?: number;
  /** @default 50 000, which is also the most */
  readonly maxRowsPerFile?: number;
  /** @default zstd; Synapse serverless documents Snappy alone */
  readonly codec?: () => Promise<Codec>;
}

/** A file that was written, as the commit lists it. */
export interface OutputFile {
  readonly key: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly minTimeUs: number;
  readonly maxTimeUs: number;
}

/**
 * Writes rows into the lake's partitions. The same rows in the same order give the same files byte for byte,
 * whenever `drain` is called. After an error the writer is of no further use.
 */
export interface PartitionWriter {
  /** Takes a row. Throws without having taken anything of it when it cannot be written. */
  append(row: EventRow): void;
  /** Stores the files that are complete; call it now and then, for until the first call they stay in memory. */
  drain(): Promise<void>;
  /** Stores everything that is left; all files of the batch, by key. */
  close(): Promise<OutputFile[]>;
}

const PARALLEL_PUTS = 8;

export function createPartitionWriter(options: PartitionWriterOptions): PartitionWriter {
  const {
    store,
    batch,
    maxBufferedBytes = 24 << 20,
    maxRowsPerFile = 50_000,
    codec: load = loadZstd,
  } = options;
  const buffer = new PartitionBuffer(batch, { maxBufferedBytes, maxRowsPerFile });
  const outputs: OutputFile[] = [];
  let files: EncodedFile[] = [];
  let codec: Codec | undefined;

  const drain = async (): Promise<void> => {
    if (buffer.hasSealed()) {
      codec ??= await load();
      files.push(...buffer.encode(codec));
    }
    const complete = files;
    files = [];
    for (let from = 0; from < complete.length; from += PARALLEL_PUTS) {
      const stored = complete.slice(from, from + PARALLEL_PUTS).map((file) => putFile(store, file));
      outputs.push(...(await Promise.all(stored)));
    }
  };
  return {
    append: (row) => {
      buffer.append(row);
      if (codec && buffer.hasSealed()) {
        files.push(...buffer.encode(codec));
      }
    },
    drain,
    close: async () => {
      buffer.sealAll();
      await drain();
      return outputs.sort((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}

async function putFile(
  store: BlobStore,
  { key, rows, body, minTimeUs, maxTimeUs }: EncodedFile,
): Promise<OutputFile> {
  await store.put(key, body);
  return { key, rows, bytes: body.length, sha256: sha256(body), minTimeUs, maxTimeUs };
}
