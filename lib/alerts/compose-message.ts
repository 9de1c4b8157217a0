import { formatMicros } from '../time';
import { type Alert, eventsOf, findingCount, type Transition } from './alert';
import { plainLine } from './describe';
import type { AlertMessage, Language, MessageDecision, MessageQuery, MessageTime } from './message';
import { alertQueries } from './queries';
import { labelsFor } from './words';
import { formatLocal } from './zoned-time';

const MAX_EVENTS = 10;

export interface MessageOptions {
  readonly language: Language;
  /** IANA name, such as Asia/Tokyo. */
  readonly timeZone: string;
  /** Queries to paste. @default the events of the newest findings */
  readonly query?: (alert: Alert) => readonly MessageQuery[];
}

/** What people are told of a step in an alert's life. Says what the alert is now: compose it when the step is taken. */
export function composeMessage(
  alert: Alert,
  transition: Pick<Transition, 'occasion' | 'by' | 'reason' | 'atMicros'>,
  { language, timeZone, query = alertQueries }: MessageOptions,
): AlertMessage {
  const { facets } = alert;
  const description = alert.descriptions[language];
  const { occasion } = transition;
  const labels = labelsFor(language, occasion, facets.level);
  const when = timeOf(alert, timeZone);
  const { who, what, where } = description;
  return {
    occasion,
    language,
    title: description.rule,
    summary: `[${labels.occasion}] [${labels.severityText}] ${description.rule}: ${who}, ${what}, ${where}, ${when.local}`,
    severity: facets.level,
    who,
    what,
    where,
    when,
    at: formatMicros(transition.atMicros),
    subject: alert.subject,
    runbook: description.runbook,
    queries: query(alert),
    ids: idsOf(alert),
    counts: { findings: findingCount(alert), alerts: 1, threshold: alert.threshold },
    ...decisionOf(transition),
    digest: [],
    labels,
  };
}

function timeOf({ newest, oldestTime }: Alert, timeZone: string): MessageTime {
  return timeBetween(oldestTime, newest[0]?.time ?? oldestTime, timeZone);
}

/** Epoch milliseconds of the first and the newest finding. */
export function timeBetween(first: number, newest: number, timeZone: string): MessageTime {
  return {
    utc: formatMicros(newest * 1000),
    local: formatLocal(newest, timeZone),
    timeZone,
    firstUtc: formatMicros(first * 1000),
  };
}

function idsOf({ uid, facets, newest, bundle }: Alert): AlertMessage['ids'] {
  return {
    alert: uid,
    rule: facets.rule,
    findings: newest.map(({ finding }) => finding),
    events: newest.flatMap((one) => eventsOf(one).map(({ event }) => event)).slice(0, MAX_EVENTS),
    account: facets.account,
    owner: facets.owners[0],
    bundle,
  };
}

function decisionOf({
  occasion,
  by,
  reason,
  atMicros,
}: Pick<Transition, 'occasion' | 'by' | 'reason' | 'atMicros'>): { readonly decision?: MessageDecision } {
  return occasion === 'opened' || occasion === 'reopened'
    ? {}
    : { decision: { by: plainLine(by), reason: plainLine(reason), utc: formatMicros(atMicros) } };
}
