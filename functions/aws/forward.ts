import { forwardMessages } from '../../lib/forward/forward-messages';
import { parseForwardSettings } from '../../lib/forward/settings';
import { sweepOutbox } from '../../lib/forward/sweep-outbox';
import type { Message } from '../../lib/ingest/receive';
import { openForward } from '../../lib/targets/aws/open-forward';
import { emit, logger } from '../../lib/targets/aws/telemetry';
import type { Context } from './normalize';

/** What one request may take, with all its addresses and pauses, when a run that is out of time begins no other. */
const MARGIN_MS = 150_000;

/** Messages of a destination's queue, or the hourly schedule. */
type ForwardEvent = { readonly Records: readonly Message[] } | { readonly time: string };

const clock = { nowMicros: () => Date.now() * 1000 };
let opening: ReturnType<typeof openForward> | undefined;

/** Opened once for all runs; a start that failed is made again by the next. */
function open(): ReturnType<typeof openForward> {
  opening ??= openForward(parseForwardSettings(process.env.SETTINGS), clock).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** Brings parcels of the outbox to their destinations; those not done come again, in the end to the dead letters. */
export async function handler(
  event: ForwardEvent,
  context: Context,
): Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }> {
  const { carriers, outbox } = await open();
  if (!('Records' in event)) {
    const told = await sweepOutbox(outbox, [...carriers.keys()], Date.parse(event.time) * 1000);
    logger.info('swept', { told });
    return { batchItemFailures: [] };
  }
  const mayContinue = () => context.getRemainingTimeInMillis() > MARGIN_MS;
  const { counts, notDone } = await forwardMessages(event.Records, carriers, mayContinue);
  for (const { destination, taken, refused } of counts) {
    logger.info('forwarded', { destination, taken, refused });
    emit('EventsForwarded', taken, destination);
    emit('EventsRefused', refused, destination);
  }
  for (const one of notDone) {
    logger.error('not done', { ...one });
  }
  return { batchItemFailures: notDone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
