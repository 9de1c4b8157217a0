import { compare } from '../compare';
import { shareOut } from '../share-out';
import type { Commit, InputCount } from './batch/records';
import type { AccountTally } from './tally';

/** One line of the ledger: what became of the records of one account in one source, and what they weigh. */
export interface LedgerLine extends Required<AccountTally> {
  readonly received: number;
  /** Raw objects, by its part of each: a fraction where it shares one with others. */
  readonly objects: number;
  /** Its part of the batches' files, by events. */
  readonly lakeBytes: number;
  /** Records that an earlier release counted, which did not count bytes: a replay of their batches does. */
  readonly unmeasured: number;
}

export interface Ledger {
  readonly lines: readonly LedgerLine[];
  readonly total: LedgerLine;
  /** Reasons of declared skips, over all sources. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Rows in the lake's files, findings included. */
  readonly rows: number;
  readonly batches: number;
  /** Files of the lake. */
  readonly files: number;
  /** True when `received = written + skipped + collected + quarantined` for every input of every batch. */
  readonly balanced: boolean;
}

/** A commit of which some inputs count; absent: all. Its rows and files count where any of them does. */
export type CountedCommit = Commit & { readonly counted?: ReadonlySet<string> };

/**
 * The ledger over the commits of a lake: counted once a batch, whatever was delivered or tried how often. Only the lines
 * are held.
 */
export async function readLedger(commits: AsyncIterable<CountedCommit>): Promise<Ledger> {
  const book = new LedgerBook();
  for await (const commit of commits) {
    book.add(commit);
  }
  return book.close();
}

class LedgerBook {
  private readonly lines = new Map<string, Line>();
  private readonly skipped: Record<string, number> = {};
  private readonly counts = { rows: 0, batches: 0, files: 0 };
  private balanced = true;

  add({ inputs, outputs, counted }: CountedCommit): void {
    const counts = ({ input }: InputCount) => counted?.has(input) ?? true;
    const lake = shareOut(
      sum(outputs.map(({ bytes }) => bytes)),
      inputs.flatMap(({ accounts }) => accounts.map(({ events }) => events)),
    );
    for (const input of inputs) {
      const parts = lake.splice(0, input.accounts.length);
      if (counts(input)) {
        this.input(input, parts);
      }
    }
    if (inputs.some(counts)) {
      this.counts.rows += sum(outputs.map(({ rows }) => rows));
      this.counts.batches += 1;
      this.counts.files += outputs.length;
    }
  }

  close(): Ledger {
    const lines = [...this.lines.values()].sort(
      (a, b) => compare(a.source, b.source) || compare(a.account, b.account),
    );
    const total = emptyLine('total', '');
    for (const line of lines) {
      addTo(total, line);
    }
    const { skipped, counts, balanced } = this;
    return { lines: lines.map(inObjects), total: inObjects(total), skipped, ...counts, balanced };
  }

  private input(input: InputCount, lake: readonly number[]): void {
    const found = input.written + sum(Object.values(input.skipped)) + input.collected + input.quarantined;
    this.balanced &&= input.received === found;
    for (const [reason, count] of Object.entries(input.skipped)) {
      this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
    }
    const objects = shareOut(
      MILLION,
      input.accounts.map(({ textBytes = 0 }) => textBytes),
    );
    for (const [index, account] of input.accounts.entries()) {
      addTo(this.lineOf(account), weighed(account, lake[index] ?? 0, objects[index] ?? 0));
    }
  }

  private lineOf({ source, account }: AccountTally): Line {
    const key = `${source}\n${account}`;
    const line = this.lines.get(key) ?? emptyLine(source, account);
    this.lines.set(key, line);
    return line;
  }
}

/** Objects are counted in millionths, which add up exactly. */
const MILLION = 1_000_000;

function inObjects(line: LedgerLine): LedgerLine {
  return { ...line, objects: line.objects / MILLION };
}

function weighed(account: AccountTally, lakeBytes: number, objects: number): LedgerLine {
  const { written, skipped, collected, quarantined, textBytes, storedBytes } = account;
  const received = written + skipped + collected + quarantined;
  const measured = textBytes !== undefined && storedBytes !== undefined;
  return {
    ...account,
    received,
    objects,
    textBytes: textBytes ?? 0,
    storedBytes: storedBytes ?? 0,
    lakeBytes,
    unmeasured: measured ? 0 : received,
  };
}

const NOTHING = {
  received: 0,
  written: 0,
  skipped: 0,
  collected: 0,
  quarantined: 0,
  events: 0,
  objects: 0,
  textBytes: 0,
  storedBytes: 0,
  lakeBytes: 0,
  unmeasured: 0,
};
const COUNTS = Object.keys(NOTHING) as (keyof typeof NOTHING)[];

type Line = { -readonly [Key in keyof LedgerLine]: LedgerLine[Key] };

function emptyLine(source: string, account: string): Line {
  return { source, account, ...NOTHING };
}

function addTo(line: Line, more: LedgerLine): void {
  for (const count of COUNTS) {
    line[count] += more[count];
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
