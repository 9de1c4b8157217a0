import type { Commit, Manifest } from './batch/records';

/** What the lake has of one account in one source. */
export interface SourceSeen {
  readonly source: string;
  readonly received: number;
  /** When the newest raw object with a record of it was stored, microseconds since the epoch. */
  readonly lastMicros: number;
}

/** What the lake has of each account, by account: counted once a batch, as the ledger does. */
export async function readLastSeen(
  commits: AsyncIterable<Commit>,
  manifests: AsyncIterable<Manifest>,
): Promise<Map<string, SourceSeen[]>> {
  const stored = new Map<string, number>();
  for await (const { members } of manifests) {
    for (const { input, storedMicros } of members) {
      stored.set(input, storedMicros);
    }
  }
  const seen = new Map<string, Map<string, SourceSeen>>();
  for await (const { inputs } of commits) {
    for (const { input, accounts } of inputs) {
      for (const { account, source, written, skipped, collected, quarantined } of accounts) {
        const sources = seen.get(account) ?? new Map<string, SourceSeen>();
        seen.set(account, sources);
        const before = sources.get(source) ?? { source, received: 0, lastMicros: 0 };
        sources.set(source, {
          source,
          received: before.received + written + skipped + collected + quarantined,
          lastMicros: Math.max(before.lastMicros, stored.get(input) ?? 0),
        });
      }
    }
  }
  return new Map([...seen].map(([account, sources]) => [account, [...sources.values()]]));
}
