import { sha256 } from '../../hash';
import type { AlertMessage, DigestLine } from '../message';

/**
 * A message from the intent to send it on. `ready`: to be sent. `held`: above the channel's limit, for the next digest;
 * `summarised` once it is in one. `sent` and `dead` stay, so that the same intent never makes another message.
 */
export interface Entry {
  /** The idempotency key. */
  readonly key: string;
  readonly channel: string;
  /** Uid of the alert; absent in a digest. */
  readonly alert?: string;
  readonly status: 'ready' | 'held' | 'summarised' | 'sent' | 'dead';
  /** Absent where the message is only a line of a digest. */
  readonly message?: AlertMessage;
  /** The digest it is held for. */
  readonly period?: number;
  readonly line?: HeldLine;
  /** Key of the digest that has it. */
  readonly digest?: string;
  /** Times it was given to the notifier. */
  readonly attempts: number;
  /** Not before this, microseconds since the epoch. */
  readonly dueMicros: number;
  /** Whose it is, and until when. */
  readonly lease?: { readonly worker: string; readonly untilMicros: number };
  readonly sentMicros?: number;
  /** Parts of the channel that took it already, while another did not. */
  readonly delivered?: readonly string[];
  /** Why the last attempt failed, or why it was given up. */
  readonly reason?: string;
}

/** What a digest says of a message that was held. */
export interface HeldLine extends Pick<DigestLine, 'severity' | 'title' | 'findings'> {
  readonly language: AlertMessage['language'];
  readonly timeZone: string;
  /** Epoch milliseconds of the newest finding. */
  readonly time: number;
}

/** The same for the same step of the same alert on the same channel: the idempotency key. */
export function messageKey(alert: string, channel: string, sequence: number, occasion: string): string {
  return sha256(JSON.stringify(['message', alert, channel, sequence, occasion]));
}

/** A place on the list of what is to be sent. */
export interface Due {
  readonly channel?: string;
}

export function digestKey(channel: string, period: number): string {
  return sha256(JSON.stringify(['digest', channel, period]));
}
