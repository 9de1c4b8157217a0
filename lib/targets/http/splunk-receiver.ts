import type { SplunkDestination } from '../../forward/destination';
import type { Receiver } from '../../forward/receiver';
import { hecRequest, readHecAnswer, renderHec, SPLUNK_MAX_BYTES } from '../../forward/splunk';
import { keepSecret } from './keep-secret';
import type { ReceiverContext } from './receiver-context';

/** A Splunk HTTP Event Collector. */
export function splunkReceiver(
  destination: SplunkDestination,
  { ask, clock, secrets }: ReceiverContext,
): Receiver {
  const token = keepSecret(secrets, destination.tokenSecret);
  return {
    maxBytes: SPLUNK_MAX_BYTES,
    render: (line) => renderHec(line, destination),
    send: async (rendered) => {
      try {
        const asked = await ask(hecRequest(destination, rendered, await token.read()));
        if (asked.kind === 'unanswered') {
          return { outcome: 'later', reason: asked.reason };
        }
        if (asked.answer.status === 401 || asked.answer.status === 403) {
          token.drop();
        }
        return readHecAnswer(asked.answer, clock.nowMicros());
      } catch (error) {
        return { outcome: 'later', reason: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}
