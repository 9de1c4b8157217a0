import { sha256 } from '../../hash';
import type { Metadata } from '../../ocsf/event';

/** Metadata of an event of this source. `state` tells the states of a finding apart: equal ones are one event. */
export function metadataOf(
  state: readonly unknown[],
  originalTime: string | undefined,
  logVersion: string | undefined,
): Metadata {
  return {
    version: '1.5.0',
    product: { name: 'Security Hub', vendor_name: 'AWS' },
    profiles: ['cloud'],
    uid: sha256(JSON.stringify(state)).slice(0, 32),
    log_version: logVersion,
    original_time: originalTime,
  };
}
