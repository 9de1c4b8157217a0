import { fail, ok, type Result } from '../result';
import type { Alert } from './alert';
import { plainLine } from './describe';
import type { OutboxContext } from './outbox/enqueue';
import { advance } from './settle';
import { type Decision, decide } from './transitions';

/**
 * Records a person's decision on an alert and the messages that follow from it. The same decision again changes
 * nothing; one that the alert's state does not allow is a problem in words.
 */
export async function actOn(uid: string, decision: Decision, context: OutboxContext): Promise<Result<Alert>> {
  const plain = { ...decision, by: plainLine(decision.by), reason: plainLine(decision.reason) };
  let refused: string | undefined;
  const alert = await advance(
    uid,
    (before) => {
      refused = undefined;
      const decided = before && decide(before, plain);
      if (decided && !decided.ok) {
        refused = decided.problem;
      }
      return decided?.ok ? decided.value : before;
    },
    context,
    decision.atMicros,
  );
  if (!alert) {
    return fail(`alert ${uid}: there is none`);
  }
  return refused === undefined ? ok(alert) : fail(refused);
}
