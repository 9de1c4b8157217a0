import type { EngineRow } from '../analytics/profile';
import { nameOf, type Window } from '../analytics/window';
import { formatMicros } from '../time';
import { type Ceiling, setAside, settleCost } from './ceiling';
import type { Progress } from './due';
import type { Job } from './job';
import { queryBytes, queryUsd } from './price';
import type { BatchContext } from './run';

export type Asked =
  | { readonly kind: 'answered'; readonly rows: AsyncIterable<EngineRow>; readonly bytes: number }
  /** The day's money does not suffice. */
  | { readonly kind: 'postponed' }
  | { readonly kind: 'failed'; readonly error: string; readonly tries: number };

const TRIES = 3;
const FIRST_WAIT_MS = 2_000;
/** How much more than last time a query may read before it is stopped. */
const HEADROOM = 4;
/** The part of the day's money for a query that was never run. */
const UNKNOWN_PART = 0.25;

/** The least part that any query is allowed: a quiet hour says little of the next. */
const LEAST_PART = 0.01;

/** What passes: the engine is busy, S3 answers too many, something within it broke, or more has to be read. */
const PASSING =
  /it had read|throttl|too ?many|slow ?down|rate exceeded|exhausted resources|internal (?:error|server)|INTERNAL_ERROR|service unavailable|HTTP 5\d\d/i;
/** What a query read until it was stopped is paid for; one that failed is not. Source: Amazon Athena pricing. */
const PAID = /stopped|cancell?ed|limit/i;

/**
 * Asks the engine one window's question, within the day's money: what the query may read is set aside before it runs.
 * A question that is repeated after a crash has the same name, by which the engine knows it and charges it once; one
 * that failed gets another.
 */
export async function ask(
  job: Job,
  window: Window,
  progress: Progress,
  context: BatchContext,
): Promise<Asked> {
  const { engine, pause, signal } = context;
  const ceiling = ceilingOf(context);
  const begun = progress.failed[nameOf(window)] ?? 0;
  for (let attempt = 0; ; attempt += 1) {
    const request = `${job.id} ${nameOf(window)} ${begun + attempt}`;
    const usd = await setAside(ceiling, request, wanted(progress, begun + attempt, ceiling));
    if (usd === undefined) {
      return { kind: 'postponed' };
    }
    try {
      const answer = await engine.run(job.sql(window), { maxBytes: queryBytes(usd), request, signal });
      await settleCost(ceiling, request, queryUsd(answer.bytesScanned));
      return { kind: 'answered', rows: answer.rows, bytes: answer.bytesScanned };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await settleCost(ceiling, request, PAID.test(message) ? usd : 0);
      if (attempt + 1 >= TRIES || !PASSING.test(message) || signal?.aborted) {
        return { kind: 'failed', error: message, tries: attempt + 1 };
      }
      await pause(FIRST_WAIT_MS * 4 ** attempt);
    }
  }
}

function ceilingOf({ state, usdPerDay, clock }: BatchContext): Ceiling {
  return { store: state, usdPerDay, day: () => formatMicros(clock.nowMicros()).slice(0, 10) };
}

/** A query that failed, perhaps for what it read, gets more the next time. */
function wanted(
  { bytes }: Progress,
  tries: number,
  { usdPerDay }: Ceiling,
): { readonly want: number; readonly least: number } {
  const more = HEADROOM ** Math.min(4, tries);
  return bytes === undefined
    ? { want: usdPerDay * UNKNOWN_PART * more, least: queryUsd(0) }
    : { want: Math.max(queryUsd(bytes) * HEADROOM, usdPerDay * LEAST_PART) * more, least: queryUsd(bytes) };
}
