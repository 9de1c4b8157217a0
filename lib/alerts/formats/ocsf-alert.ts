import { classify, pair } from '../../ocsf/build';
import type { OcsfEvent } from '../../ocsf/event';
import { NO_TIME, parseTimestamp, toMillis } from '../../time';
import type { AlertMessage, Occasion } from '../message';
import { SEVERITIES } from '../severities';
import { plainLine, plainLines } from './neutral-text';
import { inert } from './unlinked-text';

/** Together they keep an event below 200 KB, whatever the script of its texts. */
const MAX_TEXT = 1_000;
const MAX_NAME = 200;
const MAX_LONG_TEXT = 4_000;
const MAX_LIST = 50;
const MAX_QUERIES = 5;

const CREATE = classify(2004, 1);
const UPDATE = classify(2004, 2);
const CLOSE = classify(2004, 3);
const NEW = pair('detection_finding', 'status_id', 1);
const IN_PROGRESS = pair('detection_finding', 'status_id', 2);
const SUPPRESSED = pair('detection_finding', 'status_id', 3);
const RESOLVED = pair('detection_finding', 'status_id', 4);
const RULE = pair('analytic', 'type_id', 1);

/** What an occasion is in OCSF. A false positive was judged to need no response: suppressed. */
const OCCASIONS = {
  opened: { ...CREATE, ...NEW },
  digest: { ...CREATE, ...NEW },
  reopened: { ...UPDATE, ...NEW },
  acknowledged: { ...UPDATE, ...IN_PROGRESS },
  resolved: { ...CLOSE, ...RESOLVED },
  false_positive: { ...CLOSE, ...SUPPRESSED },
} as const satisfies Record<Occasion, unknown>;

/**
 * The message for programs, as an OCSF Detection Finding: `finding_info.uid` is the alert's uid, the same in all its
 * messages, and `metadata.uid` the idempotency key. Texts have no unseen characters and are not computed by a
 * spreadsheet; links and mentions stay as they are, since a program shows none.
 */
export function toOcsfAlert(message: AlertMessage, idempotencyKey: string): OcsfEvent {
  const { ids, counts, when, severity: level, occasion, decision, runbook } = message;
  return {
    ...OCCASIONS[occasion],
    ...SEVERITIES[level],
    is_alert: true,
    time: millisOf(when.utc),
    start_time: millisOf(when.firstUtc),
    end_time: millisOf(when.utc),
    count: counts.findings,
    message: line(message.summary),
    comment: decision && line(`${decision.by}: ${decision.reason}`),
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori', vendor_name: 'Kumomori' },
      uid: line(idempotencyKey),
      tags: ids.bundle === undefined ? undefined : [{ name: 'rule_bundle', value: line(ids.bundle) }],
    },
    finding_info: {
      uid: line(ids.alert),
      title: line(message.title),
      created_time: millisOf(when.firstUtc),
      modified_time: decision && millisOf(decision.utc),
      analytic: ids.rule === undefined ? undefined : { uid: line(ids.rule), ...RULE },
      related_events_count: counts.findings,
      related_events: ids.events.length === 0 ? undefined : ids.events.slice(0, MAX_LIST).map(related),
    },
    remediation: runbook === '' ? undefined : { desc: plainLines(runbook, MAX_LONG_TEXT) },
    unmapped: unmappedOf(message),
  };
}

function unmappedOf(message: AlertMessage) {
  const { ids, counts, when } = message;
  return {
    occasion: message.occasion,
    level: message.severity,
    language: message.language,
    who: line(message.who),
    what: line(message.what),
    where: line(message.where),
    when_local: line(when.local),
    account: ids.account === undefined ? undefined : line(ids.account),
    owner: ids.owner === undefined ? undefined : line(ids.owner),
    alerts: counts.alerts,
    findings: ids.findings.slice(0, MAX_LIST).map(name),
    queries: message.queries
      .slice(0, MAX_QUERIES)
      .map(({ engine, sql }) => ({ engine: line(engine), sql: plainLines(sql, MAX_LONG_TEXT) })),
    digest: message.digest.slice(0, MAX_LIST).map(({ severity: level, title, alerts, findings }) => ({
      level,
      title: name(title),
      alerts,
      findings,
    })),
  };
}

function related(uid: string) {
  return { uid: name(uid) };
}

function line(text: string): string {
  return inert(plainLine(text, MAX_TEXT));
}

function name(text: string): string {
  return inert(plainLine(text, MAX_NAME));
}

function millisOf(time: string): number {
  return toMillis(parseTimestamp(time) ?? NO_TIME);
}
