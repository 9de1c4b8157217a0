import type { TimeSpan } from '../archive/archived-hours';
import type { Commit, Plan } from '../batch/records';

/** Which batches are to be made again; whatever is absent admits every one. */
export interface ReplayChoice {
  readonly range?: TimeSpan;
  /** Id of a source. */
  readonly source?: string;
}

/**
 * Whether a batch is among those chosen: one of its objects was stored in the range, or one of its files holds events
 * of it, and it has records of the source. One without a commit was never finished: what it holds is not known, so it
 * is among them.
 */
export function concerns(plan: Plan, commit: Commit | undefined, { range, source }: ReplayChoice): boolean {
  return isOfSource(plan, commit, source) && isWithin(plan, commit, range);
}

function isOfSource(plan: Plan, commit: Commit | undefined, source: string | undefined): boolean {
  return (
    source === undefined ||
    commit === undefined ||
    plan.source === source ||
    commit.inputs.some(({ accounts }) => accounts.some((account) => account.source === source))
  );
}

function isWithin(plan: Plan, commit: Commit | undefined, range: TimeSpan | undefined): boolean {
  if (range === undefined || commit === undefined) {
    return true;
  }
  const { from, to } = range;
  return (
    plan.members.some(({ storedMicros }) => storedMicros >= from && storedMicros < to) ||
    commit.outputs.some(({ minTimeUs, maxTimeUs }) => minTimeUs < to && maxTimeUs >= from)
  );
}
