import { readFile } from 'node:fs/promises';
import { readExport } from '../../../lib/enrolment/read-export';
import type { AccountRecord } from '../../../lib/enrolment/record';
import { type AccountLine, judgeAccounts } from '../../../lib/lake/accounts';
import { type Commit, type Manifest, readRecords } from '../../../lib/lake/batch/records';
import { readLastSeen } from '../../../lib/lake/last-seen';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { SOURCES } from '../../../lib/sources';
import { systemClock } from '../clock';
import { EXIT, UsageError } from '../errors';
import { table } from '../terminal';

export interface AccountsOptions {
  readonly enrolment?: string;
  readonly json?: boolean;
}

/** `kumomori ledger --accounts`: which accounts send, which should and do not. Fails where one needs looking at. */
export async function ledgerAccounts(store: BlobStore, options: AccountsOptions): Promise<void> {
  const records = options.enrolment === undefined ? undefined : await readEnrolment(options.enrolment);
  const seen = await readLastSeen(
    readRecords<Commit>(store, 'state/commits/'),
    readRecords<Manifest>(store, 'state/manifests/'),
  );
  const lines = judgeAccounts(records ?? [], seen, {
    nowMicros: systemClock.nowMicros(),
    sources: SOURCES.filter(({ collection }) => collection.cloud === 'aws'),
  });
  process.stdout.write(options.json ? `${JSON.stringify(lines)}\n` : text(lines, records === undefined));
  if (records && lines.some(({ state }) => state !== 'enrolled' && state !== 'removed')) {
    process.exitCode = EXIT.failed;
  }
}

function text(lines: readonly AccountLine[], blind: boolean): string {
  const rows = lines.map(({ account, name, state, received, lastMicros, reason }) => [
    account,
    name,
    state,
    received,
    lastMicros === undefined ? '-' : new Date(lastMicros / 1000).toISOString().slice(0, 19),
    reason,
  ]);
  const note = blind ? 'without --enrolment every account that sends is unknown\n' : '';
  return `${table(['account', 'name', 'state', 'received', 'last stored', 'why'], rows)}\n${note}`;
}

/** The records of enrolment out of a file. Throws a usage error that names what is wrong with it. */
export async function readEnrolment(path: string): Promise<readonly AccountRecord[]> {
  const json = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path}: cannot be read, expected the records of the enrolment function`);
  });
  try {
    return readExport(json);
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
