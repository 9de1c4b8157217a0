import { compare } from '../compare';
import { memberOf } from '../ingest/raw-object';
import { type Commit, keys, readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import type { CanaryWay } from './canary';
import type { SentCanary } from './canary-state';

/** What became of a canary: how long it took, or why it counts as lost. */
export type CanaryVerdict = {
  readonly source: string;
  readonly way: CanaryWay;
} & ({ readonly lagSeconds: number } | { readonly lost: string });

/** The lake, as it is for whoever asks which batch has a raw object, and when an object of it was stored. */
export interface CanaryLake {
  readonly store: BlobStore;
  storedMicros(key: string): Promise<number | undefined>;
}

/** Judges a canary that had time enough: by the records of batches alone, as the ledger is. */
export async function checkCanary(sent: SentCanary, lake: CanaryLake): Promise<CanaryVerdict> {
  const { source, way, sentMicros } = sent;
  const arrived = way === 'stream' ? seenAt(sent) : await committedAt(sent, lake);
  return typeof arrived === 'string'
    ? { source, way, lost: arrived }
    : { source, way, lagSeconds: Math.max(0, arrived - sentMicros) / 1e6 };
}

function seenAt({ seenMicros }: SentCanary): number | string {
  return seenMicros ?? 'no rule saw it in the stream';
}

/** When its batch was committed, with its event and what its rule found; else what is missing. */
async function committedAt({ object }: SentCanary, { store, storedMicros }: CanaryLake) {
  if (object === undefined) {
    return 'it was sent as no object';
  }
  const { input } = memberOf({ ...object, bytes: 0, storedMicros: 0 });
  const claim = await store.get(keys.claim(input));
  if (claim === undefined) {
    return `no batch claimed ${object.key}`;
  }
  const batch = new TextDecoder().decode(claim);
  const commit = await readRecord<Commit>(store, keys.commit(batch));
  const storedAt = commit && (await storedMicros(keys.commit(batch)));
  if (commit === undefined || storedAt === undefined) {
    return `batch ${batch} claimed it and is not committed`;
  }
  const count = commit.inputs.find((one) => one.input === input);
  if (count?.written !== 1) {
    const [outcome] = (['quarantined', 'collected'] as const).filter((name) => (count?.[name] ?? 0) > 0);
    return `batch ${batch} made no event of its record${outcome === undefined ? '' : `: it was ${outcome}`}`;
  }
  return count.findings > 0 ? storedAt : `batch ${batch} has its event, and no rule found it`;
}

/** What became of a source's canaries, whichever ways they went: how many were lost, and how long the slowest took. */
export interface SourceVerdict {
  readonly source: string;
  readonly lost: number;
  readonly lagSeconds?: number;
}

export function bySource(verdicts: readonly CanaryVerdict[]): readonly SourceVerdict[] {
  return [...new Set(verdicts.map(({ source }) => source))].sort(compare).map((source) => {
    const own = verdicts.filter((one) => one.source === source);
    const lags = own.flatMap((one) => ('lagSeconds' in one ? [one.lagSeconds] : []));
    return {
      source,
      lost: own.length - lags.length,
      ...(lags.length === 0 ? {} : { lagSeconds: Math.max(...lags) }),
    };
  });
}
