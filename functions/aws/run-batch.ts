import { runScheduled } from '../../lib/batch/scheduled';
import { parseBatchEvent, parseBatchSettings } from '../../lib/batch/settings';
import { openBatch } from '../../lib/targets/aws/open-batch';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import type { Context } from './normalize';

/** What one window may take, when a run that is out of time begins no other. */
const MARGIN_MS = 120_000;
/** Kept of the time for what comes after a query that took too long. */
const LAST_MS = 30_000;

const clock = { nowMicros: () => Date.now() * 1000 };
let opening: ReturnType<typeof openBatch> | undefined;

/** Opened once for all runs; a start that failed is made again by the next. */
function open(): ReturnType<typeof openBatch> {
  opening ??= openBatch(parseBatchSettings(process.env.SETTINGS), clock).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Asks of the lake what is due of the closed hours or days, and raises what it finds. Throws, at the end, what failed. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const asked = parseBatchEvent(event);
  const current = await open();
  const { outcomes, lagSeconds, rebuild } = await runScheduled(asked, {
    ...(await current()),
    mayContinue: () => context.getRemainingTimeInMillis() > MARGIN_MS,
    signal: AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - LAST_MS)),
  });
  for (const outcome of outcomes) {
    logger[outcome.outcome === 'failed' ? 'error' : 'info'](outcome.outcome, { ...outcome });
  }
  if (rebuild?.started) {
    logger.info('history is rebuilt', { ...rebuild.started });
  }
  const sum = (of: 'bytes' | 'findings') => outcomes.reduce((total, one) => total + (one[of] ?? 0), 0);
  emit('BytesScanned', sum('bytes'));
  emit('Findings', sum('findings'));
  emit(
    'JobsPostponed',
    outcomes.filter(({ outcome }) => outcome === 'postponed').length + Number(rebuild?.postponed ?? 0),
  );
  emit('Lag', lagSeconds, 'hours');
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    throw new Error(
      `${failed.length} of ${outcomes.length} windows failed, first ${failed[0]?.job} ${failed[0]?.window}: ${failed[0]?.error}`,
    );
  }
}
