import type { Level } from '../../sigma/rule';
import type { AlertMessage, Occasion } from '../message';
import { digestOf, factsOf, queriesOf, runbookOf } from './facts';
import { fitted } from './fit';
import { plainLine } from './neutral-text';
import { inert, unlinked, unlinkedStrictly } from './unlinked-text';

/** An event of the Events API v2, but for the routing key, which is a secret. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly client?: 'Kumomori';
  readonly payload?: PagerDutyPayload;
}

interface PagerDutyPayload {
  readonly summary: string;
  readonly source: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** RFC 3339. */
  readonly timestamp: string;
  readonly component?: string;
  readonly group?: string;
  readonly class?: string;
  readonly custom_details: Readonly<Record<string, string>>;
}

const MAX_SUMMARY = 1_024;
const MAX_KEY = 255;
/** An event may have 512 KB; a page that long helps nobody. */
const MAX_BYTES = 64_000;

const ACTIONS: Record<Occasion, PagerDutyEvent['event_action']> = {
  opened: 'trigger',
  reopened: 'trigger',
  digest: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
  false_positive: 'resolve',
};

const SEVERITIES: Record<Level, PagerDutyPayload['severity']> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  informational: 'info',
};

/**
 * Events API v2. The dedup key is the alert's uid, so that a repeat joins the incident, and acknowledging or resolving
 * finds it. Source: PagerDuty developer documentation, Send an Alert Event.
 */
export function toPagerDuty(message: AlertMessage): PagerDutyEvent {
  const action = ACTIONS[message.occasion];
  const dedup_key = message.ids.alert.slice(0, MAX_KEY);
  if (action !== 'trigger') {
    return { event_action: action, dedup_key };
  }
  return fitted(MAX_BYTES, (room) => ({
    event_action: action,
    dedup_key,
    client: 'Kumomori',
    payload: payloadOf(message, room),
  }));
}

function payloadOf(message: AlertMessage, room: number): PagerDutyPayload {
  const { ids, severity, summary, where, when } = message;
  return {
    // PagerDuty reads the summary out on telephones, whose programs link any word with a dot.
    summary: plainLine(guard(plainLine(summary, MAX_SUMMARY)), MAX_SUMMARY) || ids.alert,
    source: plainLine(guard(plainLine(where, 200)), 255) || 'Kumomori',
    severity: SEVERITIES[severity],
    timestamp: when.utc,
    component: optional(ids.account),
    group: optional(ids.owner),
    class: optional(ids.rule),
    custom_details: detailsOf(message, room),
  };
}

function detailsOf(message: AlertMessage, room: number): Record<string, string> {
  const { labels } = message;
  const runbook = runbookOf(message, room);
  const digest = digestOf(message, room, guard).join('\n');
  const rows = [
    ...factsOf(message, room, guard).map(({ label, value }) => [label, value] as const),
    ...(digest === '' ? [] : [[labels.occasion, digest] as const]),
    ...(runbook === '' ? [] : [[labels.runbook, runbook] as const]),
    ...queriesOf(message, room).map(({ label, value }) => [label, unlinked(value)] as const),
  ];
  return Object.fromEntries(rows);
}

function guard(text: string): string {
  return inert(unlinkedStrictly(text));
}

function optional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : guard(plainLine(text, 200));
}
