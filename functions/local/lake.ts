import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { sha256Of } from '../../lib/hash';
import type { ProcessBatch } from '../../lib/lake/batch/drive';
import type { BatchContext } from '../../lib/lake/batch/process';
import { createBatchProcessor } from '../../lib/lake/batch/process';
import type { Commit, Member } from '../../lib/lake/batch/records';
import { countCorrelationFindings } from '../../lib/lake/correlate/slot-files';
import type { BlobStore } from '../../lib/ports/blob-store';
import { LocalBlobStore } from '../../lib/targets/local/blob-store';
import { EXIT, UsageError } from './errors';
import type { InputFile } from './inputs';
import type { Runtime } from './runtime';

export interface LakeOptions {
  readonly lake: string;
  readonly json?: boolean;
}

/** The lake's folder as a store; `create` for the commands that may start a new one. */
export async function openLocalLake(folder: string, create = false): Promise<LocalBlobStore> {
  const info = await stat(folder).catch(() => undefined);
  if (!info && !create) {
    throw new UsageError(
      `${folder}: no lake there; make one with \`kumomori ingest --lake ${folder} FILE…\``,
    );
  }
  if (info && !info.isDirectory()) {
    throw new UsageError(`${folder}: is a file, a lake is a folder`);
  }
  const store = new LocalBlobStore(folder);
  await store.sweepScratch();
  return store;
}

/** Copies each input's bytes under their own SHA-256 into the raw store; an input met twice is kept once. */
export async function keepRaw(store: BlobStore, inputs: readonly InputFile[]): Promise<readonly Member[]> {
  const members = new Map<string, Member>();
  for (const input of inputs) {
    const { sha256, bytes } = await sha256Of(input.open());
    if (!members.has(sha256)) {
      const rawKey = `raw/${sha256.slice(0, 2)}/${sha256}`;
      await store.putIfAbsent(rawKey, unchanged(input, sha256));
      members.set(sha256, {
        input: sha256,
        rawKey,
        path: input.path,
        bytes,
        storedMicros: input.storedMicros,
      });
    }
  }
  return [...members.values()];
}

/** The file's bytes once more; fails at the end when they are no longer those that were hashed. */
async function* unchanged(input: InputFile, expected: string): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of input.open()) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== expected) {
    throw new Error(`${input.path}: changed while it was being read; ingest it again when it is complete`);
  }
}

export function batchProcessor(store: BlobStore, runtime: Runtime): ProcessBatch {
  const context: BatchContext = {
    store,
    readRaw: (rawKey) => store.stream(rawKey),
    correlating: runtime.correlating,
    sources: runtime.sources,
    pipeline: runtime.pipeline({ mask: true, detect: true }),
    cleanText: runtime.cleanText,
  };
  return createBatchProcessor(context);
}

/** Prints what a run wrote, and what correlations found in the lake as a whole, and sets the exit status when it quarantined something. */
export async function reportCommits(
  store: BlobStore,
  commits: readonly Commit[],
  inputs: number,
  json: boolean | undefined,
): Promise<void> {
  const sum = (count: (commit: Commit) => number) =>
    commits.reduce((total, commit) => total + count(commit), 0);
  const sumInputs = (count: (input: Commit['inputs'][number]) => number) =>
    sum((commit) => commit.inputs.reduce((total, input) => total + count(input), 0));
  const report = {
    inputs,
    ingested: sumInputs(() => 1),
    batches: commits.length,
    received: sumInputs((input) => input.received),
    written: sumInputs((input) => input.written),
    skipped: sumInputs((input) => Object.values(input.skipped).reduce((total, count) => total + count, 0)),
    collected: sumInputs((input) => input.collected),
    quarantined: sumInputs((input) => input.quarantined),
    events: sumInputs((input) => input.events),
    findings: sumInputs((input) => input.findings),
    files: sum((commit) => commit.outputs.length),
    correlation_findings: await countCorrelationFindings(store),
  };
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
  } else {
    const { received, written, skipped, collected, quarantined } = report;
    process.stdout.write(
      `${report.ingested} of ${inputs} inputs in ${report.batches} batches (${inputs - report.ingested} known before)\n` +
        `${received} records received = ${written} written + ${skipped} skipped + ${collected} collected + ${quarantined} quarantined\n` +
        `${report.events} events and ${report.findings} findings in ${report.files} files\n`,
    );
    if (report.correlation_findings > 0) {
      process.stdout.write(`findings of correlations in the lake: ${report.correlation_findings}\n`);
    }
  }
  if (report.quarantined > 0) {
    process.exitCode = EXIT.quarantined;
  }
}
