import { ingestMessages } from '../../lib/ingest/ingest-messages';
import type { Message } from '../../lib/ingest/receive';
import { parseNormalizeSettings } from '../../lib/ingest/settings';
import { openIngest } from '../../lib/targets/aws/open-ingest';
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
  const ingest = await open();
  const { commits, notDone } = await ingestMessages(event.Records, {
    ...ingest,
    mayContinue: () => context.getRemainingTimeInMillis() > MARGIN_MS,
  });
  for (const { batch, inputs, outputs } of commits) {
    const sum = (count: (input: (typeof inputs)[number]) => number) =>
      inputs.reduce((total, input) => total + count(input), 0);
    console.log(
      JSON.stringify({
        message: 'committed',
        batch,
        inputs: inputs.length,
        files: outputs.length,
        events: sum(({ events }) => events),
        findings: sum(({ findings }) => findings),
        quarantined: sum(({ quarantined }) => quarantined),
      }),
    );
  }
  for (const one of notDone) {
    console.error(JSON.stringify({ message: 'not done', ...one }));
  }
  return { batchItemFailures: notDone.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
