import type { AlertMessage } from '../alerts/message';

/** One message for one channel. */
export interface Notification {
  /** Name of the channel in the configuration. */
  readonly channel: string;
  /** The same for every attempt of the same message: what a channel that knows one is given. 64 hex digits. */
  readonly idempotencyKey: string;
  readonly message: AlertMessage;
  /** Parts of the channel that took it in an earlier attempt: it is not to be sent to them again. */
  readonly delivered?: readonly string[];
}

/** What did not go wholly wrong: the parts of a channel of several that took the message, in this attempt or before. */
interface Partly {
  readonly reason: string;
  readonly delivered?: readonly string[];
}

/** `retry`: may work later (a time-out, 429, 5xx). `refuse`: never will (a bad address, 400), so do not ask again. */
export type Delivery =
  | { readonly outcome: 'sent' }
  | (Partly & { readonly outcome: 'retry'; readonly afterSeconds?: number })
  | (Partly & { readonly outcome: 'refuse' });

/** Whatever brings a message to people. An exception counts as `retry`: it is not known whether the message went out. */
export interface Notifier {
  send(notification: Notification): Promise<Delivery>;
}
