import type { AccountRecord } from '../enrolment/record';
import { SWEPT_PREFIX, type SweepNote } from '../ingest/sweep-note';
import { readRecord } from '../lake/batch/records';
import type { BlobStore } from '../ports/blob-store';
import { Heard } from './heard';
import { type ExpectedSource, silentSources, type Trouble, troubledAccounts } from './silence';
import { type LedgerGap, lookForOpen, type OpenEntries, withNote } from './watch-ledger';
import { readWatchState, writeWatchState } from './watch-state';
import { type WatchWords, wordsOf } from './watch-words';

export interface WatchContext {
  /** The lake, with the claims of raw objects. */
  readonly lake: BlobStore;
  readonly records: readonly AccountRecord[];
  readonly sources: readonly ExpectedSource[];
  /** The platform's name. */
  readonly platform: string;
  /** Brings words to the people who run the platform. Throws where it cannot. */
  readonly tell: (words: WatchWords) => Promise<void>;
  readonly mayContinue: () => boolean;
}

export interface WatchRound {
  readonly gaps: readonly LedgerGap[];
  readonly troubles: readonly Trouble[];
  /** Why nobody could be told of what has begun: the next round tells it. */
  readonly untold?: string;
}

/** Open entries at which no more notes are taken in: some MB of state. They wait where they are. */
const MOST_OPEN = 50_000;

/**
 * Looks who is silent, and for what the ledger lacks, from what sweeps left since the last round: what the round costs
 * follows what came in an hour, not what the lake holds. People are told of each trouble once, when it begins.
 */
export async function watchRound(nowMicros: number, context: WatchContext): Promise<WatchRound> {
  const { lake, records, mayContinue } = context;
  const before = await readWatchState(lake, nowMicros);
  const heard = new Heard(before.heard);
  const { open: found, notes } = await takeNotes(lake, before.open);
  const { open, gaps } = await lookForOpen(found, { lake, now: nowMicros, heard, mayContinue });
  const judged = { ...context, ...before, heard, nowMicros };
  const { troubles: accounts, standings } = troubledAccounts(judged);
  const troubles = [...silentSources(judged), ...accounts];
  const { told, untold } = await tellBegun(troubles, before.told, context);
  const known = new Set(records.map(({ account }) => account));
  await writeWatchState(lake, {
    beganMicros: before.beganMicros,
    heard: heard.times(known, nowMicros),
    open,
    standings,
    told,
  });
  // Only once what they say is kept: a round that is repeated reads them again.
  for (const key of notes) {
    await lake.delete(key);
  }
  return { gaps, troubles, ...(untold === undefined ? {} : { untold }) };
}

async function takeNotes(
  lake: BlobStore,
  before: OpenEntries,
): Promise<{ readonly open: OpenEntries; readonly notes: readonly string[] }> {
  let open = before;
  const notes: string[] = [];
  for await (const { key } of lake.list(SWEPT_PREFIX)) {
    if (Object.keys(open.batches).length + Object.keys(open.objects).length >= MOST_OPEN) {
      break;
    }
    const note = await readRecord<SweepNote>(lake, key);
    open = note === undefined ? open : withNote(open, note);
    notes.push(key);
  }
  return { open, notes };
}

/** Tells of what has begun. What nobody could be told of has not been told. */
async function tellBegun(
  troubles: readonly Trouble[],
  before: readonly string[],
  { tell, platform }: WatchContext,
): Promise<{ readonly told: readonly string[]; readonly untold?: string }> {
  const begun = troubles.filter((trouble) => !before.includes(nameOf(trouble)));
  try {
    if (begun.length > 0) {
      await tell(wordsOf(begun, platform));
    }
    return { told: troubles.map(nameOf) };
  } catch (error) {
    const untold = error instanceof Error ? error.message : String(error);
    const lasting = troubles.filter((trouble) => !begun.includes(trouble));
    return { told: lasting.map(nameOf), untold };
  }
}

function nameOf(trouble: Trouble): string {
  return `${trouble.kind}/${trouble.kind === 'source' ? trouble.source : trouble.account}`;
}
