import { grantWish } from '../../lib/alerts/respond/grant-wish';
import { parseApprovalSettings } from '../../lib/alerts/respond/settings';
import { openWishes } from '../../lib/targets/aws/open-approvals';
import { logger } from '../../lib/targets/aws/telemetry';

const clock = { nowMicros: () => Date.now() * 1000 };

/** Does what a person of NAME-responders asks: approve, deny or request. What is wrong is in the answer, in words. */
export async function handler(event: unknown): ReturnType<typeof grantWish> {
  const granted = await grantWish(event, openWishes(parseApprovalSettings(process.env.SETTINGS), clock));
  if (granted.ok) {
    logger.info('granted', { ...granted.value });
  } else {
    logger.warn('refused', { problem: granted.problem });
  }
  return granted;
}
