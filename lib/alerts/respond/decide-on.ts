import { fail, ok, type Result } from '../../result';
import { update } from '../records';
import { type Approval, type Decision, decide } from './approval';
import { approvalKey, type DecisionContext } from './context';

/**
 * Records a decision, then lets whoever waits go on. Killed in between, the same decision again does the rest; and
 * whoever waits reads the record when their time is over.
 */
export async function decideOn(
  id: string,
  decision: Omit<Decision, 'atMicros'>,
  context: DecisionContext,
): Promise<Result<Approval>> {
  const { store, clock, tokens, resume } = context;
  let refused: string | undefined;
  const approval = await update<Approval>(store, approvalKey(id), (known) => {
    const decided = known && decide(known, { ...decision, atMicros: clock.nowMicros() });
    refused = decided && !decided.ok ? decided.problem : undefined;
    return decided?.ok && decided.value !== known ? decided.value : undefined;
  });
  if (!approval) {
    return fail(`approval ${id}: there is none`);
  }
  if (refused !== undefined) {
    return fail(refused);
  }
  if (approval.token !== undefined) {
    await resume(await tokens.open(id, approval.token));
  }
  return ok(approval);
}
