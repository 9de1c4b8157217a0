import { toAsff } from '../../alerts/formats/asff';
import { isObject, list, object, text } from '../../json';
import type { Delivery, Notifier } from '../../ports/notifier';
import type { SignedPost } from './signed-post';

/** Where BatchImportFindings is: give it to `signedPost`. */
export const IMPORT_PATH = '/findings/import';

const HEADERS = { 'content-type': 'application/json' };

/** What Security Hub will say of this finding again, however often it is asked. */
const FOR_GOOD = new Set(['InvalidInput', 'InvalidInputException']);

/**
 * Imports alerts into Security Hub, each as one finding that every later message updates; one a call, of the hundred
 * that are taken. Imported again it changes nothing. Where Security Hub is off (InvalidAccessException) it is asked
 * again: somebody may be about to switch it on.
 * Source: AWS Security Hub API, BatchImportFindings.
 */
export function securityHub(post: SignedPost, productArn: string): Notifier {
  return {
    send: async ({ message, idempotencyKey }) => {
      const finding = toAsff(message, idempotencyKey, productArn);
      const { status, body } = await post(HEADERS, JSON.stringify({ Findings: [finding] }));
      if (status !== 200) {
        return refused(status, /"(?:Code|code|__type)":"(\w+)"/.exec(body)?.[1]);
      }
      const answer: unknown = JSON.parse(body);
      const [failed] = isObject(answer) ? list(answer.FailedFindings) : [];
      return failed === undefined ? { outcome: 'sent' } : refused(status, text(object(failed)?.ErrorCode));
    },
  };
}

function refused(status: number, code = 'no code'): Delivery {
  const reason = `Security Hub answered ${status} (${code})`;
  return { outcome: FOR_GOOD.has(code) ? 'refuse' : 'retry', reason };
}
