import type { OcsfEvent } from '../../ocsf/event';
import type { AlertMessage } from '../message';
import { toOcsfAlert } from './ocsf-alert';

/** Body of the signed webhook. */
export interface WebhookPayload {
  /** `alert.opened`, `alert.false_positive` … */
  readonly type: string;
  /** The idempotency key: the same in every attempt, and covered by the signature as part of the body. */
  readonly id: string;
  /** RFC 3339, UTC: time of the newest finding, not of the attempt. */
  readonly timestamp: string;
  readonly data: OcsfEvent;
}

/** Source: Standard Webhooks 1.0.0, payload structure. */
export function toWebhook(message: AlertMessage, idempotencyKey: string): WebhookPayload {
  return {
    type: `alert.${message.occasion}`,
    id: idempotencyKey,
    timestamp: message.when.utc,
    data: toOcsfAlert(message, idempotencyKey),
  };
}
