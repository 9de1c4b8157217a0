import { enrolOne } from '../../lib/enrolment/enrol-one';
import { type Enrolment, enrolAll } from '../../lib/enrolment/run';
import { scopeOf } from '../../lib/enrolment/scope';
import { parseSettings } from '../../lib/enrolment/settings';
import { openEnrolment } from '../../lib/targets/aws/open-enrolment';
import { logger } from '../../lib/targets/aws/telemetry';

/** What an account's regions may still take, when a run that is out of time begins no other account. */
const MARGIN_MS = 120_000;

const clock = { nowMicros: () => Date.now() * 1000 };

export interface Context {
  getRemainingTimeInMillis(): number;
}

/**
 * Enrols what an event names, or everything. Failures of single accounts are in their records; it throws, for Lambda
 * to try again and the alarm to sound, where the run as a whole could not be made.
 */
export async function handler(event: unknown, context: Context): Promise<void> {
  await enrol(event, context, openEnrolment(parseSettings(process.env.SETTINGS), clock));
}

/** The handler with everything it needs given. */
export async function enrol(event: unknown, context: Context, work: Enrolment): Promise<void> {
  const scope = scopeOf(event);
  const outcome =
    scope.kind === 'region'
      ? { ...scope, enrolled: await enrolOne(work, scope.account, scope.region) }
      : await enrolAll(work, () => context.getRemainingTimeInMillis() > MARGIN_MS);
  logger.info('enrolment', { ...outcome });
}
