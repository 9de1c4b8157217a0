import { sha256 } from '../hash';
import { classify, pair } from '../ocsf/build';
import type { FindingInfo, OcsfEvent } from '../ocsf/event';
import type { Detection } from '../sigma/detector';
import type { Rule, Status } from '../sigma/rule';
import type { Source } from '../sources/source';
import { formatMicros } from '../time';
import { attacksOf } from './attacks';
import { describeFinding, summarise } from './describe';
import { evidenceOf } from './evidence';
import { observablesOf } from './observables';
import { SEVERITIES } from './severities';
import { writeTerms } from './terms';

/** What a finding says beside the rule and the event. */
export interface FindingContext {
  /** Time of the event, microseconds since the epoch. */
  readonly timeMicros: number;
  /** Version of the rules, suppressions and reference data that were in use. */
  readonly bundleVersion: string;
  readonly source: Pick<Source, 'id' | 'title' | 'fieldPaths' | 'criticality'>;
}

const CREATE = classify(2004, 1);
const RULE = pair('analytic', 'type_id', 1);
const NEW = pair('detection_finding', 'status_id', 1);

/** How far a rule of each status has proved itself. */
const CONFIDENCES = {
  stable: pair('detection_finding', 'confidence_id', 3),
  test: pair('detection_finding', 'confidence_id', 2),
  experimental: pair('detection_finding', 'confidence_id', 1),
  deprecated: pair('detection_finding', 'confidence_id', 1),
  unsupported: pair('detection_finding', 'confidence_id', 0),
} as const satisfies Record<Status, unknown>;

/** Profiles a Detection Finding can have; of an event's only these are carried over. */
const PROFILES: ReadonlySet<string> = new Set(['cloud', 'datetime', 'host', 'security_control']);

/**
 * The OCSF Detection Finding of a rule that matched an event. Give the masked event: its parts become the evidence as
 * they are. Nothing in it depends on a clock or on chance, so the same event always gives the same finding, byte for byte.
 */
export function toFinding({ rule }: Detection, event: OcsfEvent, context: FindingContext): OcsfEvent {
  const evidence = evidenceOf(event);
  const uid = findingUid(rule, event, context);
  const level = SEVERITIES[rule.level];
  const finding: OcsfEvent = {
    ...CREATE,
    ...level,
    ...NEW,
    ...CONFIDENCES[rule.status],
    is_alert: rule.level !== 'informational',
    time: event.time,
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori', vendor_name: 'Kumomori' },
      profiles: event.metadata.profiles?.filter((profile) => PROFILES.has(profile)),
      uid,
      log_name: context.source.id,
      original_time: formatMicros(context.timeMicros),
      tags: [{ name: 'rule_bundle', value: context.bundleVersion }],
    },
    cloud: event.cloud,
    finding_info: findingInfo(rule, event, uid, context),
    evidences: [evidence],
    observables: observablesOf(evidence),
    resources: event.resources,
    remediation: rule.alert && { desc: rule.alert.runbook, references: nonEmpty(rule.references) },
    // What routes it: the environment and the owner of the account, as the directory has them.
    enrichments: nonEmpty(event.enrichments?.filter(({ name }) => name.startsWith('cloud.')) ?? []),
    unmapped: writeTerms(rule, event, context.source),
  };
  finding.message = summarise(describeFinding(finding));
  return finding;
}

/** The same for every delivery of an event: of the rule, the source and the source's own event id. */
function findingUid(rule: Rule, event: OcsfEvent, { source }: FindingContext): string {
  const subject = event.metadata.uid ?? JSON.stringify(event);
  return sha256(['finding', rule.id, source.id, event.type_uid, subject].join('\n')).slice(0, 32);
}

function findingInfo(rule: Rule, event: OcsfEvent, uid: string, { source }: FindingContext): FindingInfo {
  const tactics = rule.attack.filter((tag) => tag.kind === 'tactic').map(({ name }) => name);
  return {
    uid,
    title: rule.title,
    desc: rule.description || undefined,
    // A rule on findings need not say what each finding says better.
    types: tactics.length > 0 ? tactics : event.finding_info?.types,
    analytic: { uid: rule.id, name: rule.title, ...RULE, version: rule.version },
    attacks: attacksOf(rule.attack) ?? event.finding_info?.attacks,
    created_time: event.time,
    data_sources: [source.title],
    related_events_count: 1,
    related_events: event.metadata.uid
      ? [
          {
            uid: event.metadata.uid,
            type_uid: event.type_uid,
            type_name: event.type_name,
            created_time: event.time,
          },
        ]
      : undefined,
  };
}

function nonEmpty<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}
