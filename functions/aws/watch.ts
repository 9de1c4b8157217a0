import type { Trouble } from '../../lib/health/silence';
import { watchRound } from '../../lib/health/watch-round';
import { parseWatchSettings } from '../../lib/health/watch-settings';
import { openWatch } from '../../lib/targets/aws/open-watch';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import type { Context } from './normalize';

/** What judging and writing down take, when a run that is out of time reads no more commits. */
const MARGIN_MS = 60_000;
/** Lines of each kind in the log: metrics count them all. */
const LOGGED = 500;

interface ScheduledEvent {
  /** ISO 8601. */
  readonly time: string;
}

/** Looks who is silent and what the ledger lacks. Throws, at the end, where people could not be told. */
export async function handler({ time }: ScheduledEvent, context: Context): Promise<void> {
  const settings = parseWatchSettings(process.env.SETTINGS);
  const { gaps, troubles, untold } = await watchRound(Date.parse(time) * 1000, {
    ...(await openWatch(settings)),
    mayContinue: () => context.getRemainingTimeInMillis() > MARGIN_MS,
  });
  for (const gap of gaps.slice(0, LOGGED)) {
    logger.error('gap', { ...gap });
  }
  for (const trouble of troubles.slice(0, LOGGED)) {
    logger.warn('trouble', { ...trouble });
  }
  const count = (kind: Trouble['kind']) => troubles.filter((trouble) => trouble.kind === kind).length;
  const silent = new Set(troubles.flatMap((one) => (one.kind === 'source' ? [one.source] : [])));
  for (const { id } of settings.sources.filter(({ constant }) => constant)) {
    emit('SourcesSilent', Number(silent.has(id)), id);
  }
  emit('AccountsSilent', count('silent'));
  emit('AccountsFailed', count('failed'));
  emit('AccountsUnknown', count('unknown'));
  emit('LedgerGaps', gaps.length);
  if (untold !== undefined) {
    throw new Error(`nobody was told of what has begun: ${untold}`);
  }
}
