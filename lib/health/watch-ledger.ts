import { eachLimited } from '../each-limited';
import type { UnclaimedObject } from '../ingest/sweep-note';
import { type Commit, type InputCount, keys, readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import type { Heard } from './heard';

/** What is not in the ledger yet: since when, in microseconds since the epoch, it was to be there. */
export interface OpenEntries {
  /** By batch. */
  readonly batches: Readonly<Record<string, number>>;
  /** By identity of the object. */
  readonly objects: Readonly<Record<string, { readonly key: string; readonly sinceMicros: number }>>;
}

/** A raw object or batch of which the ledger has no account, or a wrong one, for longer than that can take. */
export type LedgerGap = { readonly sinceMicros: number } & (
  | { readonly gap: 'unclaimed'; readonly object: string }
  | { readonly gap: 'uncommitted' | 'unbalanced'; readonly batch: string }
);

export interface LedgerLook {
  readonly open: OpenEntries;
  readonly gaps: readonly LedgerGap[];
}

/** Two sweeps, and the tries of a message after which people are told of it by the dead letters. */
const LATE_MICROS = 2 * 3_600_000_000;
/** Commits read at once: each some 100 KB, some MB where a batch is full. */
const PARALLEL = 16;
/** Between two looks at the time that is left. */
const CHUNK = 512;

/**
 * Looks for what is open in the ledger: objects for the batch that has them, batches for their commit. What is there is
 * heard of and forgotten, what is late is a gap. Out of time, the rest stays open.
 */
export async function lookForOpen(
  open: OpenEntries,
  { lake, now, heard, mayContinue }: LedgerContext,
): Promise<LedgerLook> {
  const objects = { ...open.objects };
  const batches = { ...open.batches };
  const gaps: LedgerGap[] = [];
  const isLate = (since: number) => now - since >= LATE_MICROS;
  for (const chunk of chunksOf(Object.entries(objects), mayContinue)) {
    await eachLimited(chunk, PARALLEL, async ([input, { key, sinceMicros }]) => {
      const claim = await lake.get(keys.claim(input));
      if (claim !== undefined) {
        delete objects[input];
        const batch = new TextDecoder().decode(claim);
        batches[batch] = Math.min(batches[batch] ?? sinceMicros, sinceMicros);
      } else if (isLate(sinceMicros)) {
        gaps.push({ gap: 'unclaimed', object: key, sinceMicros });
      }
    });
  }
  for (const chunk of chunksOf(Object.entries(batches), mayContinue)) {
    await eachLimited(chunk, PARALLEL, async ([batch, sinceMicros]) => {
      const commit = await readRecord<Commit>(lake, keys.commit(batch));
      if (commit !== undefined) {
        heard.note(commit, sinceMicros);
      }
      if (commit?.inputs.every(balances)) {
        delete batches[batch];
      } else if (commit !== undefined || isLate(sinceMicros)) {
        gaps.push({ gap: commit === undefined ? 'uncommitted' : 'unbalanced', batch, sinceMicros });
      }
    });
  }
  return { open: { batches, objects }, gaps };
}

export interface LedgerContext {
  readonly lake: BlobStore;
  /** Microseconds since the epoch. */
  readonly now: number;
  /** Told of what commits have. */
  readonly heard: Heard;
  readonly mayContinue: () => boolean;
}

/** What is open, and what a sweep left besides. */
export function withNote(
  open: OpenEntries,
  note: {
    readonly untilMicros: number;
    readonly batches: readonly string[];
    readonly unclaimed: readonly UnclaimedObject[];
  },
): OpenEntries {
  const since = note.untilMicros;
  const objects = note.unclaimed.map(({ key, input }) => [input, { key, sinceMicros: since }] as const);
  return {
    // What was open before is so since then.
    batches: { ...Object.fromEntries(note.batches.map((batch) => [batch, since])), ...open.batches },
    objects: { ...Object.fromEntries(objects), ...open.objects },
  };
}

function balances({ received, written, skipped, collected, quarantined }: InputCount): boolean {
  const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  return received === written + left + collected + quarantined;
}

function* chunksOf<Item>(items: readonly Item[], mayContinue: () => boolean): Generator<readonly Item[]> {
  for (let from = 0; from < items.length && mayContinue(); from += CHUNK) {
    yield items.slice(from, from + CHUNK);
  }
}
