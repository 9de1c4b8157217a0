import type { Tell } from '../ingest/telling-findings';
import type { BatchContext } from '../lake/batch/process';
import type { BlobStore } from '../ports/blob-store';
import { forwardCorrelations } from './correlation-findings';
import type { ForwardDestination } from './destination';
import { openOutbox } from './outbox';

/**
 * The parts of a lake's context by which it hands over to destinations what they get: rows by batch, findings of
 * correlations as they are told of. Without destinations nothing is added.
 */
export function forwardingTo(
  destinations: readonly ForwardDestination[],
  store: BlobStore,
  tell: Tell,
): { readonly tell: Tell } & Pick<BatchContext, 'openRowSink'> {
  return destinations.length === 0
    ? { tell }
    : {
        openRowSink: (batch) => openOutbox(store, destinations, batch),
        tell: async (findings) => {
          await tell(findings);
          await forwardCorrelations(store, destinations, findings);
        },
      };
}
