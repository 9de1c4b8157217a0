import { compare } from '../compare';
import { shareOut } from '../share-out';

/**
 * What became of the records of one input, one account or a whole run.
 * `received = written + skipped + collected + quarantined`; events and findings are counted apart.
 */
export interface Tally {
  readonly received: number;
  readonly written: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly collected: number;
  readonly quarantined: number;
  readonly events: number;
  readonly findings: number;
  readonly accounts: readonly AccountTally[];
  /** Bytes of the input's text, inflated. Absent: counted by a release that did not count bytes. */
  readonly textBytes?: number;
}

/** The records of one account in one source; quarantined ones belong to no known account. */
export interface AccountTally {
  readonly source: string;
  readonly account: string;
  readonly written: number;
  readonly skipped: number;
  readonly collected: number;
  readonly quarantined: number;
  readonly events: number;
  /** Its part of the input's text, and of what the input takes in the raw store; absent as in `Tally`. */
  readonly textBytes?: number;
  readonly storedBytes?: number;
}

/** Account of a record that names none. */
export const NO_ACCOUNT = '-';
/** Source of a record that no source recognised. */
export const NO_SOURCE = 'unknown';

type Counter = { -readonly [Key in keyof AccountTally]: AccountTally[Key] } & { size: number };
type CountedOutcome = 'written' | 'skipped' | 'collected' | 'quarantined';

/** Counts one input's records as they are processed. */
export class RecordCounter {
  private readonly skippedFor = new Map<string, number>();
  private readonly accounts = new Map<string, Counter>();
  private findings = 0;
  private headerOf: string | undefined;

  /** @param size characters of the record's text */
  count(
    source: string,
    account: string,
    outcome: CountedOutcome,
    size: number,
    events = 0,
    skipReason?: string,
  ): void {
    const counter = this.counterOf(source, account);
    counter[outcome] += 1;
    counter.size += size;
    counter.events += events;
    if (skipReason !== undefined) {
      this.skippedFor.set(skipReason, (this.skippedFor.get(skipReason) ?? 0) + 1);
    }
  }

  countFinding(): void {
    this.findings += 1;
  }

  /** A header is no record; its bytes are somebody's all the same, where the input holds nothing else. */
  header(source: string): void {
    this.headerOf = source;
  }

  /** @param textBytes of the whole input: shared out by the size of records, so that nothing of it is left */
  tally(textBytes: number): Tally {
    const accounts = this.sized(textBytes);
    const sum = (outcome: CountedOutcome | 'events') =>
      accounts.reduce((total, account) => total + account[outcome], 0);
    const [written, collected, quarantined] = [sum('written'), sum('collected'), sum('quarantined')];
    return {
      received: written + sum('skipped') + collected + quarantined,
      written,
      skipped: Object.fromEntries([...this.skippedFor].sort(([a], [b]) => compare(a, b))),
      collected,
      quarantined,
      events: sum('events'),
      findings: this.findings,
      accounts,
      textBytes,
    };
  }

  /** Sorted by source and account. */
  private sized(textBytes: number): AccountTally[] {
    if (this.accounts.size === 0 && this.headerOf !== undefined) {
      this.counterOf(this.headerOf, NO_ACCOUNT);
    }
    const counters = [...this.accounts.values()].sort(
      (a, b) => compare(a.source, b.source) || compare(a.account, b.account),
    );
    const bytes = shareOut(
      textBytes,
      counters.map(({ size }) => size),
    );
    return counters.map(({ size: _, ...counted }, index) => ({ ...counted, textBytes: bytes[index] ?? 0 }));
  }

  private counterOf(source: string, account: string): Counter {
    const key = `${source}\n${account}`;
    let counter = this.accounts.get(key);
    if (!counter) {
      counter = { source, account, written: 0, skipped: 0, collected: 0, quarantined: 0, events: 0, size: 0 };
      this.accounts.set(key, counter);
    }
    return counter;
  }
}

/** A tally with what its input takes in the raw store, shared out to accounts by their text. */
export function withStored(tally: Tally, storedBytes: number): Tally & { readonly storedBytes: number } {
  const bytes = shareOut(
    storedBytes,
    tally.accounts.map(({ textBytes = 0 }) => textBytes),
  );
  const accounts = tally.accounts.map((account, index) => ({ ...account, storedBytes: bytes[index] ?? 0 }));
  return { ...tally, accounts, storedBytes };
}
