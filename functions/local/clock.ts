import type { Clock } from '../../lib/ports/clock';

/** This machine's clock: given to what asks for the time, which reads none itself. */
export const systemClock: Clock = { nowMicros: () => Date.now() * 1000 };

/** The day, YYYY-MM-DD, UTC. */
export function today(clock: Clock): string {
  return new Date(clock.nowMicros() / 1000).toISOString().slice(0, 10);
}
