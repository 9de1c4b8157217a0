import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { stringify } from '../../../lib/json';
import { NO_SOURCE, type Tally } from '../../../lib/lake/tally';
import { processInput, type Rejected } from '../../../lib/pipeline/process-input';
import { EXIT } from '../errors';
import { findInputs, type InputFile } from '../inputs';
import { LineWriter } from '../line-writer';
import { loadRuntime, type Runtime, type RuntimeOptions } from '../runtime';
import { progress } from '../terminal';

interface NormalizeOptions extends RuntimeOptions {
  readonly source: string;
  readonly mask: boolean;
  readonly summary?: string;
  readonly quarantine?: string;
}

interface FileSummary {
  readonly path: string;
  readonly source: string;
  readonly received: number;
  readonly events: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly quarantined: number;
}

/** `kumomori normalize`: events on standard output, one a line; counts and rejected records in files, if asked for. */
export async function normalize(paths: readonly string[], options: NormalizeOptions): Promise<void> {
  const inputs = await findInputs(paths);
  const runtime = await loadRuntime(options, false);
  const out = new LineWriter(process.stdout);
  const rejects = options.quarantine ? createWriteStream(options.quarantine) : undefined;
  const watch = progress('normalize', inputs.length);
  const files: FileSummary[] = [];
  for (const input of inputs) {
    watch.step(input.path);
    files.push(summarise(input.path, await normalizeFile(input, runtime, options, out, rejects)));
  }
  watch.done();
  await out.flush();
  if (rejects) {
    rejects.end();
    await once(rejects, 'close');
  }
  await report(files, options.summary);
}

async function normalizeFile(
  input: InputFile,
  runtime: Runtime,
  options: NormalizeOptions,
  out: LineWriter,
  rejects: WriteStream | undefined,
): Promise<Tally> {
  const context = {
    sources: runtime.sourcesFor(options.source),
    pipeline: runtime.pipeline({ mask: options.mask, detect: false }),
  };
  return processInput({ input: input.path, path: input.path }, input.open(), context, {
    event: (event) => out.line(stringify(event)),
    finding: () => undefined,
    quarantine: (rejected) => rejects?.write(rejectedLine(input.path, rejected)),
    drain: () => out.drain(),
  });
}

function rejectedLine(path: string, { record, source, reason, raw }: Rejected): string {
  return `${JSON.stringify({ path, record, source, reason, raw: raw() })}\n`;
}

function summarise(path: string, tally: Tally): FileSummary {
  const { received, events, skipped, quarantined } = tally;
  return { path, source: mainSource(tally), received, events, skipped, quarantined };
}

/** The source most of the records belong to. */
function mainSource(tally: Tally): string {
  const counts = new Map<string, number>();
  for (const { source, written, skipped, quarantined } of tally.accounts) {
    counts.set(source, (counts.get(source) ?? 0) + written + skipped + quarantined);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? NO_SOURCE;
}

async function report(files: readonly FileSummary[], summaryFile: string | undefined): Promise<void> {
  const sum = (count: (file: FileSummary) => number) => files.reduce((total, file) => total + count(file), 0);
  const totals = {
    received: sum((file) => file.received),
    events: sum((file) => file.events),
    skipped: sum((file) => Object.values(file.skipped).reduce((total, count) => total + count, 0)),
    quarantined: sum((file) => file.quarantined),
  };
  if (summaryFile) {
    await writeFile(summaryFile, `${JSON.stringify({ ...totals, files }, null, 2)}\n`);
  }
  if (totals.quarantined > 0) {
    process.exitCode = EXIT.quarantined;
    process.stderr.write(`kumomori: ${totals.quarantined} of ${totals.received} records quarantined\n`);
  }
}
