import { eachLimited } from '../../each-limited';
import { readRecord } from '../../lake/batch/records';
import type { BlobStore } from '../../ports/blob-store';
import type { Clock } from '../../ports/clock';
import { type Redriven, redriveMessage, redrivenKey } from '../redrive';

export interface ReplayRun {
  /** Names the replay: what is done in it is not done in it again. */
  readonly replay: string;
  /** Tells this run from an earlier one of the same replay. */
  readonly asked: string;
  readonly alerts: boolean;
  /** Batches under way at once: few, since new logs wait behind them. */
  readonly atOnce: number;
}

export interface DriveContext {
  /** Where outcomes are written down. */
  readonly lake: BlobStore;
  readonly clock: Clock;
  readonly enqueue: (bodies: readonly string[]) => Promise<void>;
  readonly pause: (ms: number) => Promise<unknown>;
  /** Told of every batch once it is known what became of it. */
  readonly onOutcome?: (batch: string, outcome: Replayed) => void;
}

/** `before`: in an earlier run of this replay. `unanswered`: nothing was heard of it for longer than tries are apart. */
export type Replayed = Redriven['outcome'] | 'before' | 'unanswered';

export interface ReplayTotals {
  readonly outcomes: Readonly<Record<Replayed, number>>;
  readonly events: number;
  readonly findings: number;
  readonly quarantined: number;
  /** The first batches that failed or were not answered, and why. */
  readonly troubles: readonly { readonly batch: string; readonly reason: string }[];
}

const POLL_MS = 3_000;
/** A message that no run finished comes again after half an hour. */
const PATIENCE_MICROS = 40 * 60_000_000;
const TOLD = 20;

/**
 * Has batches made again, so many at a time, and waits for each: the next is asked for once one is done. Stopped
 * anywhere and begun again under the same name, it asks for what was not done.
 */
export async function driveBatches(
  batches: AsyncIterable<string>,
  run: ReplayRun,
  context: DriveContext,
): Promise<ReplayTotals> {
  const totals = new Totals(context.onOutcome);
  const waiting = new Map<string, number>();
  for await (const batch of batches) {
    const redrive = { ...run, batch };
    const known = await readRecord<Redriven>(context.lake, redrivenKey(redrive));
    // Objects of one batch may be found on several days.
    if (waiting.has(batch) || known?.asked === run.asked) {
      continue;
    }
    if (known && known.outcome !== 'failed') {
      totals.add(batch, 'before');
      continue;
    }
    await context.enqueue([redriveMessage(redrive)]);
    waiting.set(batch, context.clock.nowMicros());
    await settle(run, context, waiting, run.atOnce - 1, totals);
  }
  await settle(run, context, waiting, 0, totals);
  return totals.sum();
}

/** Waits until no more than so many are under way. */
async function settle(
  run: ReplayRun,
  context: DriveContext,
  waiting: Map<string, number>,
  most: number,
  totals: Totals,
): Promise<void> {
  while (waiting.size > most) {
    await context.pause(POLL_MS);
    const asked = [...waiting];
    const answers = await eachLimited(asked, run.atOnce, ([batch]) =>
      readRecord<Redriven>(context.lake, redrivenKey({ replay: run.replay, batch })),
    );
    for (const [index, [batch, since]] of asked.entries()) {
      const answer = answers[index];
      if (answer && (answer.outcome !== 'failed' || answer.asked === run.asked)) {
        totals.add(batch, answer.outcome, answer);
        waiting.delete(batch);
      } else if (context.clock.nowMicros() - since > PATIENCE_MICROS) {
        totals.add(batch, 'unanswered');
        waiting.delete(batch);
      }
    }
  }
}

/** Counts what became of batches. */
class Totals {
  private readonly outcomes = { driven: 0, unchanged: 0, failed: 0, before: 0, unanswered: 0 };
  private readonly counts = { events: 0, findings: 0, quarantined: 0 };
  private readonly troubles: { batch: string; reason: string }[] = [];

  constructor(private readonly onOutcome: DriveContext['onOutcome']) {}

  add(batch: string, outcome: Replayed, answer?: Redriven): void {
    this.outcomes[outcome] += 1;
    this.counts.events += answer?.events ?? 0;
    this.counts.findings += answer?.findings ?? 0;
    this.counts.quarantined += answer?.quarantined ?? 0;
    if ((outcome === 'failed' || outcome === 'unanswered') && this.troubles.length < TOLD) {
      this.troubles.push({ batch, reason: answer?.error ?? 'not heard of; see the dead letters' });
    }
    this.onOutcome?.(batch, outcome);
  }

  sum(): ReplayTotals {
    return { outcomes: { ...this.outcomes }, ...this.counts, troubles: this.troubles };
  }
}
