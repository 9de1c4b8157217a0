import { bySource } from '../../lib/health/canary-check';
import { type CanaryRound, canaryRound } from '../../lib/health/canary-round';
import { parseCanarySettings } from '../../lib/health/canary-settings';
import { openCanary } from '../../lib/targets/aws/open-canary';
import { emit, logger } from '../../lib/targets/aws/telemetry';

interface ScheduledEvent {
  /** ISO 8601. */
  readonly time: string;
}

const clock = { nowMicros: () => Date.now() * 1000 };

/** Looks what became of the canaries of the hours before, and sends those of this one. Answers whoever calls it. */
export async function handler({ time }: ScheduledEvent): Promise<CanaryRound> {
  const context = openCanary(parseCanarySettings(process.env.SETTINGS), clock);
  const round = await canaryRound(Date.parse(time) * 1000, context);
  const { verdicts, sent } = round;
  for (const verdict of verdicts) {
    logger['lost' in verdict ? 'error' : 'info']('canary', { ...verdict });
  }
  for (const { source, lost, lagSeconds } of bySource(verdicts)) {
    emit('CanaryLost', lost, source);
    if (lagSeconds !== undefined) {
      emit('CanaryLag', lagSeconds, source);
    }
  }
  emit('CanariesSent', sent);
  return round;
}
