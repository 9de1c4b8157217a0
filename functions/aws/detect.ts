import { detectRecords } from '../../lib/ingest/detect-records';
import { parseDetectSettings } from '../../lib/ingest/settings';
import { type KinesisRecord, streamRecord } from '../../lib/ingest/stream-record';
import { openDetect } from '../../lib/targets/aws/open-detect';
import { emit, logger } from '../../lib/targets/aws/telemetry';

const clock = { nowMicros: () => Date.now() * 1000 };
let opening: ReturnType<typeof openDetect> | undefined;

/** Opened once for all runs; a start that failed is made again by the next. */
function open(): ReturnType<typeof openDetect> {
  opening ??= openDetect(parseDetectSettings(process.env.SETTINGS), clock).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/**
 * Raises what rules find in records of a stream. Where it could not be told of, the batch comes again from there; what
 * fails for good is kept by the stream's mapping, and can be given to this function again as it is.
 */
export async function handler({
  Records,
}: {
  readonly Records: readonly KinesisRecord[];
}): Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }> {
  const current = await open();
  const context = await current();
  const detected = await detectRecords(Records.map(streamRecord), context);
  emit('Findings', detected.findings);
  emit('RecordsCollected', detected.collected, 'unknown');
  emit('RecordsUnreadable', detected.unreadable);
  for (const example of detected.examples) {
    logger.warn('unreadable', { ...example });
  }
  if (detected.notDone !== undefined) {
    logger.error('not done', { ...detected.notDone });
    return { batchItemFailures: [{ itemIdentifier: detected.notDone.sequenceNumber }] };
  }
  if (detected.oldestMicros !== undefined) {
    emit('Lag', (clock.nowMicros() - detected.oldestMicros) / 1e6, 'seconds');
  }
  return { batchItemFailures: [] };
}
