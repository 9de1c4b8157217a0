import type { AccountRecord } from '../../../lib/enrolment/record';
import type { ExpectedSource } from '../../../lib/health/silence';
import type { WatchContext } from '../../../lib/health/watch-round';
import type { WatchWords } from '../../../lib/health/watch-words';
import { leaveNote, type SweepNote } from '../../../lib/ingest/sweep-note';
import { type Commit, encodeRecord, keys } from '../../../lib/lake/batch/records';
import { MemoryStore } from '../../support/memory-store';

export const HOUR = 3_600_000_000;
/** When the watch first runs. */
export const BEGAN = Date.UTC(2024, 7, 12, 10, 37) * 1000;

export const SOURCES: readonly ExpectedSource[] = [
  { id: 'aws-cloudtrail', criticality: 'critical', constant: true },
  { id: 'aws-vpc-flow', criticality: 'important', constant: true },
  { id: 'aws-guardduty', criticality: 'critical', constant: false },
];

export function enrolled(account: string, more: Partial<AccountRecord> = {}, flowLogs = 0): AccountRecord {
  const region = { state: 'enrolled', vpcs: flowLogs, flowLogs, queryLogs: 0 } as const;
  return { account, state: 'enrolled', checkedMicros: BEGAN, regions: { here: region }, ...more };
}

/** A commit of one record of each `source account`. */
export function commitOf(batch: string, heard: readonly string[], more: Partial<Commit['inputs'][0]> = {}) {
  const accounts = heard.map((one) => {
    const [source = '', account = ''] = one.split(' ');
    return { source, account, written: 1, skipped: 0, collected: 0, quarantined: 0, events: 1 };
  });
  const counts = {
    received: heard.length,
    written: heard.length,
    skipped: {},
    collected: 0,
    quarantined: 0,
    events: heard.length,
    findings: 0,
  };
  const versions = { release: '1', config: '-', rules: '-', reference: '-', tokenKey: '-' };
  const inputs = [{ input: batch, path: 'p', ...counts, accounts, ...more }];
  return { batch, versions, inputs, outputs: [] } satisfies Commit;
}

/** A lake, and what people were told by a watch over it. */
export class Watched {
  readonly lake = new MemoryStore();
  readonly told: WatchWords[] = [];
  records: readonly AccountRecord[] = [];
  deaf = false;

  /** The sweep that ended at a time saw one batch, which has these `source account`s; and objects of nobody. */
  async swept(
    untilMicros: number,
    heard: readonly string[],
    unclaimed: SweepNote['unclaimed'] = [],
  ): Promise<string> {
    const batch = `batch-${untilMicros}`;
    await this.commit(commitOf(batch, heard));
    await leaveNote(this.lake, { bucket: 'raw', untilMicros, batches: [batch], unclaimed });
    return batch;
  }

  async commit(commit: Commit): Promise<void> {
    await this.lake.put(keys.commit(commit.batch), encodeRecord(commit));
  }

  get context(): WatchContext {
    return {
      lake: this.lake,
      records: this.records,
      sources: SOURCES,
      platform: 'acme',
      tell: async (words) => {
        if (this.deaf) {
          throw new Error('nobody listens');
        }
        this.told.push(words);
      },
      mayContinue: () => true,
    };
  }
}
