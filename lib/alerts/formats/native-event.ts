import type { OcsfEvent } from '../../ocsf/event';
import type { AlertMessage, Occasion } from '../message';
import { toOcsfAlert } from './ocsf-alert';

/** An event for the cloud's own bus: EventBridge's names; Event Grid and Pub/Sub take the same parts. */
export interface NativeEvent {
  readonly source: 'kumomori';
  readonly detailType: string;
  /** RFC 3339, UTC: time of the newest finding. */
  readonly time: string;
  readonly detail: OcsfEvent;
}

/** Part of the contract with the rules people write on the bus: never changed, only added to. */
const DETAIL_TYPES: Record<Occasion, string> = {
  opened: 'Kumomori Alert Opened',
  reopened: 'Kumomori Alert Reopened',
  acknowledged: 'Kumomori Alert Acknowledged',
  resolved: 'Kumomori Alert Resolved',
  false_positive: 'Kumomori Alert False Positive',
  digest: 'Kumomori Alert Digest',
};

/**
 * The message as an event: fixed names to route by, an OCSF Detection Finding as the detail. The format's bounds keep
 * it below EventBridge's 256 KB an entry. Source: Amazon EventBridge API, PutEventsRequestEntry.
 */
export function toNativeEvent(message: AlertMessage, idempotencyKey: string): NativeEvent {
  return {
    source: 'kumomori',
    detailType: DETAIL_TYPES[message.occasion],
    time: message.when.utc,
    detail: toOcsfAlert(message, idempotencyKey),
  };
}
