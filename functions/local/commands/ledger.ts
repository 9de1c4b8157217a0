import { type Commit, readRecords } from '../../../lib/lake/batch/records';
import { countCorrelationFindings } from '../../../lib/lake/correlate/slot-files';
import { readLedger } from '../../../lib/lake/ledger';
import { EXIT } from '../errors';
import { type LakeOptions, openLocalLake } from '../lake';
import { table } from '../terminal';
import { type AccountsOptions, ledgerAccounts } from './ledger-accounts';

/** What there is to say of records that an earlier release counted. */
export function withoutBytes(records: number): string {
  return `of ${records} records no bytes are known: an earlier release counted them; kumomori replay counts them anew`;
}

/** `kumomori ledger`: records by source and account; they must add up. */
export async function ledger(
  options: LakeOptions & AccountsOptions & { readonly accounts?: boolean },
): Promise<void> {
  const store = await openLocalLake(options.lake);
  if (options.accounts) {
    return ledgerAccounts(store, options);
  }
  const book = await readLedger(readRecords<Commit>(store, 'state/commits/'));
  const correlated = await countCorrelationFindings(store);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...book, correlation_findings: correlated })}\n`);
  } else {
    const heads = [
      'source',
      'account',
      'received',
      'written',
      'skipped',
      'collected',
      'quarantined',
      'events',
    ] as const;
    const rows = [...book.lines, book.total].map((line) => [
      ...heads.map((head) => line[head]),
      line.textBytes,
    ]);
    process.stdout.write(`${table([...heads, 'bytes'], rows)}\n`);
    if (book.total.unmeasured > 0) {
      process.stdout.write(`${withoutBytes(book.total.unmeasured)}\n`);
    }
    for (const [reason, count] of Object.entries(book.skipped)) {
      process.stdout.write(`skipped ${count}: ${reason}\n`);
    }
    const verdict = book.balanced ? 'balanced' : 'DOES NOT BALANCE';
    if (correlated > 0) {
      process.stdout.write(`findings of correlations, beside these: ${correlated}\n`);
    }
    process.stdout.write(`received = written + skipped + collected + quarantined: ${verdict}\n`);
  }
  if (!book.balanced) {
    process.exitCode = EXIT.failed;
  }
}
