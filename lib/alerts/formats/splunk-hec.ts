import type { OcsfEvent } from '../../ocsf/event';
import type { AlertMessage } from '../message';
import { toOcsfAlert } from './ocsf-alert';

/** Where the event is filed; Splunk's defaults for the token when absent. */
export interface SplunkTarget {
  /** Name of the installation. */
  readonly host: string;
  readonly index?: string;
}

/** An event in HTTP Event Collector's envelope. */
export interface HecEvent {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly host: string;
  readonly source: 'kumomori';
  readonly sourcetype: 'kumomori:alert';
  readonly index?: string;
  readonly event: OcsfEvent;
}

/** Source: Splunk, Format events for HTTP Event Collector (event metadata). */
export function toSplunkHec(message: AlertMessage, idempotencyKey: string, target: SplunkTarget): HecEvent {
  const event = toOcsfAlert(message, idempotencyKey);
  return {
    time: event.time / 1000,
    host: target.host,
    source: 'kumomori',
    sourcetype: 'kumomori:alert',
    index: target.index,
    event,
  };
}
