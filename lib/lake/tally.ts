import { compare } from '../compare';

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
}

/** Account of a record that names none. */
export const NO_ACCOUNT = '-';
/** Source of a record that no source recognised. */
export const NO_SOURCE = 'unknown';

type Counter = { -readonly [Key in keyof AccountTally]: AccountTally[Key] };
type CountedOutcome = 'written' | 'skipped' | 'collected' | 'quarantined';

/** Counts one input's records as they are processed. */
export class RecordCounter {
  private readonly skippedFor = new Map<string, number>();
  private readonly accounts = new Map<string, Counter>();
  private findings = 0;

  count(source: string, account: string, outcome: CountedOutcome, events = 0, skipReason?: string): void {
    const counter = this.counterOf(source, account);
    counter[outcome] += 1;
    counter.events += events;
    if (skipReason !== undefined) {
      this.skippedFor.set(skipReason, (this.skippedFor.get(skipReason) ?? 0) + 1);
    }
  }

  countFinding(): void {
    this.findings += 1;
  }

  tally(): Tally {
    const accounts = [...this.accounts.values()].sort(
      (a, b) => compare(a.source, b.source) || compare(a.account, b.account),
    );
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
    };
  }

  private counterOf(source: string, account: string): Counter {
    const key = `${source}\n${account}`;
    let counter = this.accounts.get(key);
    if (!counter) {
      counter = { source, account, written: 0, skipped: 0, collected: 0, quarantined: 0, events: 0 };
      this.accounts.set(key, counter);
    }
    return counter;
  }
}
