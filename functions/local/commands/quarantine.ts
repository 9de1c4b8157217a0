import { type Commit, readRecords } from '../../../lib/lake/batch/records';
import type { QuarantineEntry } from '../../../lib/lake/quarantine';
import { type LakeOptions, openLocalLake } from '../lake';
import { table } from '../terminal';

/** `kumomori quarantine list`: what was rejected, why, and where its raw bytes are. */
export async function listQuarantine(options: LakeOptions): Promise<void> {
  const store = await openLocalLake(options.lake);
  const entries: QuarantineEntry[] = [];
  for await (const commit of readRecords<Commit>(store, 'state/commits/')) {
    const body = commit.quarantine ? await store.get(commit.quarantine) : undefined;
    const lines = body ? new TextDecoder().decode(body).split('\n').filter(Boolean) : [];
    entries.push(...lines.map((line) => JSON.parse(line) as QuarantineEntry));
  }
  if (options.json) {
    process.stdout.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    return;
  }
  const rows = entries.map((entry) => [entry.path, entry.record, entry.records, entry.source, entry.reason]);
  process.stdout.write(`${table(['path', 'record', 'records', 'source', 'reason'], rows)}\n`);
}
