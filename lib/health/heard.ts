import { compare } from '../compare';
import type { Commit } from '../lake/batch/records';
import type { SourceSeen } from '../lake/last-seen';
import { CANARY_ACCOUNT } from './canary';

/** When each account was last heard of in each source, microseconds since the epoch: by source, then account. */
export type HeardTimes = Readonly<Record<string, Readonly<Record<string, number>>>>;

const DAY_MICROS = 86_400_000_000;
/** What an account that is not enrolled sent is forgotten after so long. */
const FORGOTTEN_MICROS = 30 * DAY_MICROS;
/** Accounts of a source that are remembered: what a log line calls its account is up to whoever wrote it. */
const MOST = 20_000;

/** Remembers who was heard of, commit by commit, so that the lake need not be read again. */
export class Heard {
  private readonly sources: Map<string, Map<string, number>>;

  constructor(before: HeardTimes = {}) {
    this.sources = new Map(
      Object.entries(before).map(([source, accounts]) => [source, new Map(Object.entries(accounts))]),
    );
  }

  /** The records of a commit, all of objects stored until then; those of canaries are nobody's. */
  note({ inputs }: Commit, untilMicros: number): void {
    for (const { account, source } of inputs.flatMap(({ accounts }) => accounts)) {
      if (account === CANARY_ACCOUNT) {
        continue;
      }
      const accounts = this.sources.get(source) ?? new Map<string, number>();
      this.sources.set(source, accounts.set(account, Math.max(accounts.get(account) ?? 0, untilMicros)));
    }
  }

  /** When anything of a source was last heard of, whosever it was. */
  lastOf(source: string): number | undefined {
    const times = [...(this.sources.get(source)?.values() ?? [])];
    return times.length === 0 ? undefined : times.reduce((latest, time) => Math.max(latest, time));
  }

  /** By account, as the ledger's last-seen has it. */
  byAccount(): Map<string, SourceSeen[]> {
    const seen = new Map<string, SourceSeen[]>();
    for (const [source, accounts] of this.sources) {
      for (const [account, lastMicros] of accounts) {
        seen.set(account, [...(seen.get(account) ?? []), { source, received: 0, lastMicros }]);
      }
    }
    return seen;
  }

  /** What is to be kept of it: all of the accounts that are known, and the latest of the others. */
  times(known: ReadonlySet<string>, nowMicros: number): HeardTimes {
    return Object.fromEntries(
      [...this.sources].map(([source, accounts]) => {
        const kept = [...accounts]
          .filter(([account, time]) => known.has(account) || nowMicros - time < FORGOTTEN_MICROS)
          .sort(([a, at], [b, bt]) => Number(known.has(b)) - Number(known.has(a)) || bt - at || compare(a, b))
          .slice(0, MOST);
        return [source, Object.fromEntries(kept)];
      }),
    );
  }
}
