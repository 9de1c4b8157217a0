import { attacksOf } from '../../alerts/attacks';
import { evidenceOf } from '../../alerts/evidence';
import { observablesOf } from '../../alerts/observables';
import type { JsonObject } from '../../json';
import { classify, pair, severity } from '../../ocsf/build';
import type { FindingInfo, OcsfEvent } from '../../ocsf/event';
import { formatMicros, toMillis } from '../../time';
import type { Level, Status } from '../rule';
import type { CorrelationFinding } from './correlation-finding';

/** What a correlation's finding says beside the correlation. */
export interface CorrelationFindingContext {
  /** Version of the rules, suppressions and reference data that were in use. */
  readonly bundleVersion: string;
  /** The masked event that completed it, where the caller has it: becomes the evidence. */
  readonly event?: OcsfEvent;
}

const CREATE = classify(2004, 1);
const RULE = pair('analytic', 'type_id', 1);
const NEW = pair('detection_finding', 'status_id', 1);

const SEVERITIES: Readonly<Record<Level, 1 | 2 | 3 | 4 | 5>> = {
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

const CONFIDENCES: Readonly<Record<Status, 0 | 1 | 2 | 3>> = {
  stable: 3,
  test: 2,
  experimental: 1,
  deprecated: 1,
  unsupported: 0,
};

const MAX_PART = 200;

/** The OCSF Detection Finding of a correlation. Nothing in it depends on a clock or on chance. */
export function correlationFinding(
  finding: CorrelationFinding,
  { bundleVersion, event }: CorrelationFindingContext,
): OcsfEvent {
  const { correlation, uid, timeMicros } = finding;
  const evidence = event && evidenceOf(event);
  const { level, alert } = correlation;
  return {
    ...CREATE,
    ...severity(SEVERITIES[level]),
    ...NEW,
    ...pair('detection_finding', 'confidence_id', CONFIDENCES[correlation.status]),
    is_alert: level !== 'informational',
    time: toMillis(timeMicros),
    message: describe(finding),
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori', vendor_name: 'Kumomori' },
      profiles: event?.cloud && ['cloud'],
      uid,
      log_name: 'correlation',
      original_time: formatMicros(timeMicros),
      tags: [{ name: 'rule_bundle', value: bundleVersion }],
    },
    cloud: event?.cloud,
    finding_info: findingInfo(finding),
    evidences: evidence && [evidence],
    observables: evidence && observablesOf(evidence),
    remediation: alert && { desc: alert.runbook, references: nonEmpty(correlation.references) },
    unmapped: { level, owner: alert?.owner, speed: alert?.speed, correlation: resultOf(finding) },
  };
}

/** What OCSF's finding has no attribute for: how much, and of whom. */
function resultOf({ correlation, count, exact, group }: CorrelationFinding): JsonObject {
  return { type: correlation.type, count, exact, group: group.map(({ field, value }) => ({ field, value })) };
}

function findingInfo({ correlation, uid, ...finding }: CorrelationFinding): FindingInfo {
  const tactics = correlation.attack.filter((tag) => tag.kind === 'tactic').map(({ name }) => name);
  return {
    uid,
    title: correlation.title,
    desc: correlation.description || undefined,
    types: nonEmpty(tactics),
    analytic: { uid: correlation.id, name: correlation.title, ...RULE, version: correlation.version },
    attacks: attacksOf(correlation.attack),
    created_time: toMillis(finding.timeMicros),
    first_seen_time: toMillis(finding.firstMicros),
    last_seen_time: toMillis(finding.lastMicros),
    related_events_count: finding.relatedCount,
    related_events: finding.related.map((hit) => ({
      uid: hit.uid,
      created_time: toMillis(hit.timeMicros),
      tags: [{ name: 'rule', value: hit.ruleId }],
    })),
  };
}

const COUNTED = {
  event_count: 'events',
  value_count: 'values',
  temporal: 'rules',
  temporal_ordered: 'rules',
};

/** `Many failed logins: user=ann, 12 events, 2024-08-12T10:30:00Z to 2024-08-12T10:34:10Z`, in one plain line. */
function describe({ correlation, group, count, exact, firstMicros, lastMicros }: CorrelationFinding): string {
  const who = group.map(({ field, value }) => plain(`${field}=${value}`));
  const amount = `${exact ? '' : 'at least '}${count} ${COUNTED[correlation.type]}`;
  const when = `${formatMicros(firstMicros)} to ${formatMicros(lastMicros)}`;
  return `${plain(correlation.title)}: ${[...who, amount, when].join(', ')}`;
}

/** Control and direction-changing characters would let a log line write to a terminal or reorder a message. */
function plain(value: string): string {
  const clean = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean.length > MAX_PART ? `${clean.slice(0, MAX_PART - 1)}…` : clean;
}

function nonEmpty(values: readonly string[]): string[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}
