import type { ProcessBatch } from '../lake/batch/drive';
import type { Commit, Plan, Versions } from '../lake/batch/records';
import { runPlan } from '../lake/batch/run';
import { type BatchLimits, planBatches } from '../lake/batch/seal';
import type { BlobStore } from '../ports/blob-store';
import { type Message, type NotDone, type Received, receive } from './receive';
import { redriveBatch, redrivenKey } from './redrive';

export interface OpenOptions {
  /** Whether findings are raised as alerts, besides being written to the lake. */
  readonly alerts: boolean;
}

/** How a plan's objects come into the lake. */
export interface IngestContext {
  readonly versions: Versions;
  readonly limits: BatchLimits;
  /** The lake as one batch's run sees it, and what turns a manifest into files there. */
  readonly open: (options: OpenOptions) => { readonly store: BlobStore; readonly process: ProcessBatch };
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
 * claimed, and has their own batch finished. Batches to be made again come after the new ones. The first batch is always
 * begun, so that something is done in every try.
 */
export async function ingestMessages(
  messages: readonly Message[],
  context: IngestContext,
): Promise<Ingested> {
  const received = receive(messages);
  const commits: Commit[] = [];
  const notDone = new Map(received.unreadable.map((one) => [one.messageId, one]));
  for (const [index, { messageIds, run }] of workOf(received, context).entries()) {
    const error = index > 0 && !context.mayContinue() ? 'out of time' : await attempt(run, commits);
    if (error !== undefined) {
      for (const messageId of messageIds) {
        notDone.set(messageId, { messageId, error });
      }
    }
  }
  return { commits, notDone: [...notDone.values()], oldestMicros: oldest(commits, received) };
}

function oldest(commits: readonly Commit[], { members }: Received): number | undefined {
  const committed = new Set(commits.flatMap(({ inputs }) => inputs.map(({ input }) => input)));
  const times = members.flatMap(({ input, storedMicros }) => (committed.has(input) ? [storedMicros] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Something to be done, and the messages that ask for it. */
interface Work {
  readonly messageIds: readonly string[];
  readonly run: () => Promise<readonly Commit[]>;
}

/** New objects first: batches that are made again have waited for longer. */
function workOf(received: Received, { limits, versions, open }: IngestContext): readonly Work[] {
  const plans = planBatches(received.members, 'auto', limits).map((plan) => ({
    messageIds: tellersOf(plan, received),
    run: async () => {
      const { store, process } = open({ alerts: true });
      return runPlan(store, plan, versions, process);
    },
  }));
  const redrives = received.redrives.map((redrive) => ({
    messageIds: received.tellers.get(redrivenKey(redrive)) ?? [],
    run: async () => {
      const { store, process } = open({ alerts: redrive.alerts });
      const commit = await redriveBatch(store, redrive, versions, process);
      return commit ? [commit] : [];
    },
  }));
  return [...plans, ...redrives];
}

/** Why something could not be done; undefined when it was. */
async function attempt(run: Work['run'], commits: Commit[]): Promise<string | undefined> {
  try {
    commits.push(...(await run()));
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function tellersOf({ members }: Plan, { tellers }: Received): readonly string[] {
  return members.flatMap(({ input }) => tellers.get(input) ?? []);
}
