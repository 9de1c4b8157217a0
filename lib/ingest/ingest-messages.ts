import type { ProcessBatch } from '../lake/batch/drive';
import type { Commit, Plan, Versions } from '../lake/batch/records';
import { runPlan } from '../lake/batch/run';
import { type BatchLimits, planBatches } from '../lake/batch/seal';
import type { BlobStore } from '../ports/blob-store';
import { type Message, type NotDone, type Received, receive } from './receive';

/** How a plan's objects come into the lake. */
export interface IngestContext {
  readonly versions: Versions;
  readonly limits: BatchLimits;
  /** The lake as one plan's run sees it, and what turns a manifest into files there. */
  readonly open: () => { readonly store: BlobStore; readonly process: ProcessBatch };
  /** Whether there is time for another batch. */
  readonly mayContinue: () => boolean;
}

export interface Ingested {
  readonly commits: readonly Commit[];
  /** Messages that have to come again. */
  readonly notDone: readonly NotDone[];
  /** When the oldest object of these commits was stored; undefined where nothing was committed. */
  readonly oldestMicros: number | undefined;
}

/**
 * Brings the objects that messages tell of into the lake, a batch at a time: each message's objects are committed when
 * this returns, or the message is among those that have to come again. A message that comes again finds its objects
 * claimed, and has their own batch finished. The first batch is always begun, so that something is done in every try.
 */
export async function ingestMessages(
  messages: readonly Message[],
  context: IngestContext,
): Promise<Ingested> {
  const received = receive(messages);
  const commits: Commit[] = [];
  const notDone = new Map(received.unreadable.map((one) => [one.messageId, one]));
  let begun = 0;
  for (const plan of planBatches(received.members, 'auto', context.limits)) {
    const error = begun > 0 && !context.mayContinue() ? 'out of time' : await attempt(plan, context, commits);
    begun += 1;
    for (const messageId of error === undefined ? [] : tellersOf(plan, received)) {
      notDone.set(messageId, { messageId, error: error ?? '' });
    }
  }
  return { commits, notDone: [...notDone.values()], oldestMicros: oldest(commits, received) };
}

function oldest(commits: readonly Commit[], { members }: Received): number | undefined {
  const committed = new Set(commits.flatMap(({ inputs }) => inputs.map(({ input }) => input)));
  const times = members.flatMap(({ input, storedMicros }) => (committed.has(input) ? [storedMicros] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Why a plan could not be brought to its commits; undefined when it was. */
async function attempt(
  plan: Plan,
  { open, versions }: IngestContext,
  commits: Commit[],
): Promise<string | undefined> {
  try {
    const { store, process } = open();
    commits.push(...(await runPlan(store, plan, versions, process)));
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function tellersOf({ members }: Plan, { tellers }: Received): readonly string[] {
  return members.flatMap(({ input }) => tellers.get(input) ?? []);
}
