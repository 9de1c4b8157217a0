import { sha256 } from '../hash';
import type { OcsfEvent } from '../ocsf/event';
import type { BlobStore } from '../ports/blob-store';
import { FINDINGS, type ForwardDestination, takes } from './destination';
import { lineText, putParcel } from './parcel';

const CORRELATION = 'correlation';

/**
 * Hands findings of correlations over to the outbox, each as a parcel of its own. They belong to no batch, and every
 * batch whose hits are near tells of them again: what was handed over as it is now is not again. One that later events
 * have changed is, under the same uid. Findings of single events, which their batches hand over, are passed by.
 */
export async function forwardCorrelations(
  store: BlobStore,
  destinations: readonly ForwardDestination[],
  findings: readonly OcsfEvent[],
): Promise<void> {
  for (const event of findings) {
    if (event.metadata.log_name !== CORRELATION || event.is_alert === false) {
      continue;
    }
    const line = lineText({ source: FINDINGS, event });
    const name = `${CORRELATION}-${sha256(line).slice(0, 24)}`;
    for (const destination of destinations.filter((one) => takes(one, FINDINGS, event.class_uid))) {
      const handedOver = `state/forwarded/${destination.name}/${name}`;
      if ((await store.get(handedOver)) === undefined) {
        await putParcel(store, destination.name, name, line);
        await store.put(handedOver, new Uint8Array(0));
      }
    }
  }
}
