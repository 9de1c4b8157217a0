import { compare } from '../compare';
import type { Commit } from './batch/records';
import type { AccountTally } from './tally';

/** One line of the ledger: what became of the records of one account in one source. */
export interface LedgerLine extends AccountTally {
  readonly received: number;
}

export interface Ledger {
  readonly lines: readonly LedgerLine[];
  readonly total: LedgerLine;
  /** Reasons of declared skips, over all sources. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Rows in the lake's files, findings included. */
  readonly rows: number;
  /** True when `received = written + skipped + collected + quarantined` for every input of every batch. */
  readonly balanced: boolean;
}

/** The ledger over the commits of a lake: counted once a batch, whatever was delivered or tried how often. */
export async function readLedger(commits: AsyncIterable<Commit>): Promise<Ledger> {
  const lines = new Map<string, LedgerLine>();
  const skipped: Record<string, number> = {};
  let rows = 0;
  let balanced = true;
  for await (const commit of commits) {
    rows += sum(commit.outputs.map((output) => output.rows));
    for (const input of commit.inputs) {
      const found = input.written + sum(Object.values(input.skipped)) + input.collected + input.quarantined;
      balanced &&= input.received === found;
      for (const [reason, count] of Object.entries(input.skipped)) {
        skipped[reason] = (skipped[reason] ?? 0) + count;
      }
      for (const account of input.accounts) {
        const key = `${account.source}\n${account.account}`;
        lines.set(key, add(lines.get(key) ?? emptyLine(account.source, account.account), account));
      }
    }
  }
  const sorted = [...lines.values()].sort(
    (a, b) => compare(a.source, b.source) || compare(a.account, b.account),
  );
  return { lines: sorted, total: sorted.reduce(add, emptyLine('total', '')), skipped, rows, balanced };
}

function emptyLine(source: string, account: string): LedgerLine {
  return { source, account, received: 0, written: 0, skipped: 0, collected: 0, quarantined: 0, events: 0 };
}

function add(line: LedgerLine, more: AccountTally): LedgerLine {
  const [written, skipped] = [line.written + more.written, line.skipped + more.skipped];
  const [collected, quarantined] = [line.collected + more.collected, line.quarantined + more.quarantined];
  const received = written + skipped + collected + quarantined;
  return { ...line, received, written, skipped, collected, quarantined, events: line.events + more.events };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
