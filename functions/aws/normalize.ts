import { ingestMessages } from '../../lib/ingest/ingest-messages';
import type { Message } from '../../lib/ingest/receive';
import { parseNormalizeSettings } from '../../lib/ingest/settings';
import { summaryOf } from '../../lib/lake/commit-summary';
import { openIngest } from '../../lib/targets/aws/open-ingest';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import { version } from '../../package.json';

export interface Context {
  getRemainingTimeInMillis(): number;
}

/** What one batch may take, when a run that is out of time begins no other. */
const MARGIN_MS = 150_000;

const clock = { nowMicros: () => Date.now() * 1000 };
let opening: ReturnType<typeof openIngest> | undefined;

/** Opened once for all runs; a start that failed is made again by the next. */
function open(): ReturnType<typeof openIngest> {
  opening ??= openIngest(parseNormalizeSettings(process.env.SETTINGS), version, clock).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Brings the raw objects that messages tell of into the lake; those not done come again, in the end to the dead letters. */
export async function handler(
  event: { readonly Records: readonly Message[] },
  context: Context,
): Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }> {
  const current = await open();
  const ingest = await current();
  const { commits, notDone, oldestMicros } = await ingestMessages(event.Records, {
    ...ingest,
    mayContinue: () => context.getRemainingTimeInMillis() > MARGIN_MS,
  });
  for (const commit of commits) {
    const summary = summaryOf(commit);
    logger.info('committed', { ...summary });
    emit('RecordsQuarantined', summary.quarantined);
    emit('Findings', summary.findings);
    for (const { source, written, collected, bytes } of summary.sources) {
      emit('RecordsWritten', written, source);
      emit('RecordsCollected', collected, source);
      emit('BytesReceived', bytes, source);
    }
  }
  if (oldestMicros !== undefined) {
    emit('Lag', (clock.nowMicros() - oldestMicros) / 1e6, 'minutes');
  }
  for (const one of notDone) {
    logger.error('not done', { ...one });
  }
  return { batchItemFailures: notDone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
