import { attacksOf } from '../../alerts/attacks';
import { observablesOf } from '../../alerts/observables';
import { writeGroupTerms } from '../../alerts/terms';
import type { JsonObject } from '../../json';
import { classify, pair, severity } from '../../ocsf/build';
import type { FindingInfo, Observable, OcsfEvent } from '../../ocsf/event';
import { formatMicros, toMillis } from '../../time';
import type { Level, Status } from '../rule';
import type { Brief } from './brief';
import type { CorrelationFinding } from './correlation-finding';

/** What a correlation's finding says beside the correlation. */
export interface CorrelationFindingContext {
  /** Version of the rules, suppressions and reference data that were in use. */
  readonly bundleVersion: string;
  /** Of some of its events, the newest first: they become the evidences. */
  readonly briefs: readonly Brief[];
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
const MAX_OBSERVABLES = 50;

/** The OCSF Detection Finding of a correlation. Nothing in it depends on a clock or on chance. */
export function correlationFinding(
  finding: CorrelationFinding,
  { bundleVersion, briefs }: CorrelationFindingContext,
): OcsfEvent {
  const { correlation, uid, timeMicros } = finding;
  const { level, alert } = correlation;
  const cloud = briefs.find((brief) => brief.cloud !== undefined)?.cloud;
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
      profiles: cloud && ['cloud'],
      uid,
      log_name: 'correlation',
      original_time: formatMicros(timeMicros),
      tags: [{ name: 'rule_bundle', value: bundleVersion }],
    },
    cloud,
    finding_info: findingInfo(finding),
    evidences: nonEmpty(briefs.map(({ evidence }) => evidence)),
    observables: observablesOfAll(briefs),
    remediation: alert && { desc: alert.runbook, references: nonEmpty(correlation.references) },
    unmapped: { ...writeGroupTerms(correlation, finding.group), correlation: resultOf(finding) },
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

function nonEmpty<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}

/** Each value once, under the first of its evidences. */
function observablesOfAll(briefs: readonly Brief[]): Observable[] | undefined {
  const all = briefs.flatMap(({ evidence }) => observablesOf(evidence) ?? []);
  const each = new Map(all.toReversed().map((one) => [`${one.type_id} ${one.value}`, one]));
  return nonEmpty([...each.values()].toReversed().slice(0, MAX_OBSERVABLES));
}
