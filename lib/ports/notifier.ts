import type { AlertMessage } from '../alerts/message';

/** One message for one channel. */
export interface Notification {
  /** Name of the channel in the configuration. */
  readonly channel: string;
  /** The same for every attempt of the same message: what a channel that knows one is given. 64 hex digits. */
  readonly idempotencyKey: string;
  readonly message: AlertMessage;
}

/** `retry`: may work later (a time-out, 429, 5xx). `refuse`: never will (a bad address, 400), so do not ask again. */
export type Delivery =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterSeconds?: number }
  | { readonly outcome: 'refuse'; readonly reason: string };

/** Whatever brings a message to people. An exception counts as `retry`: it is not known whether the message went out. */
export interface Notifier {
  send(notification: Notification): Promise<Delivery>;
}
