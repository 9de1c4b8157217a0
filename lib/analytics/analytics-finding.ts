import { attacksOf } from '../alerts/attacks';
import { observablesOf } from '../alerts/observables';
import { SEVERITIES } from '../alerts/severities';
import { writeGroupTerms } from '../alerts/terms';
import type { JsonObject } from '../json';
import { classify, pair } from '../ocsf/build';
import type { Analytic, Cloud, Evidences, OcsfEvent } from '../ocsf/event';
import type { Level, Speed } from '../sigma/rule';
import { parseAttackTag } from '../sigma/tags';
import { formatMicros, toMillis } from '../time';
import { endOf, WINDOW_MICROS, type Window } from './window';

/** What is said of every analysis of the lake, and of what it finds. */
export interface AnalyticsDefinition {
  /** kebab-case; part of the identity of its findings. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: Level;
  /** ATT&CK, as rules tag it. */
  readonly tags: readonly string[];
  readonly owner: string;
  readonly runbook: string;
}

/** What a finding of an analysis says beside what was found. */
export interface AnalyticsContext {
  /** Version of the rules and reference data in use. */
  readonly bundleVersion: string;
  /** Which way judged it. */
  readonly speed: Speed;
  /** Adds what the directory knows of the account, which routes it. @default nothing */
  readonly enrich?: (finding: OcsfEvent) => void;
}

/** What an analysis found of somebody or something in a window. */
export interface AnalyticsResult {
  /** The same whichever way found it, with however much of the window. */
  readonly uid: string;
  readonly window: Window;
  /** Time of the earliest event, microseconds since the epoch. */
  readonly firstMicros: number;
  /** Who or what, by the names of its columns; those of one window make one alert. */
  readonly entity: readonly { readonly field: string; readonly value: string }[];
  /** In a person's words, a line in each language. */
  readonly what: { readonly en: string; readonly ja: string };
  readonly cloud: Cloud | undefined;
  readonly evidence: Evidences;
  readonly analytic: Pick<Analytic, 'type_id' | 'type' | 'version'>;
  /** What OCSF's finding has no attribute for. */
  readonly details: JsonObject;
  /** Where the finding is logged as coming from, in the place of a source; its details stand in `unmapped` under it. */
  readonly log: 'baseline' | 'hunt';
}

const CREATE = classify(2004, 1);
const NEW = pair('detection_finding', 'status_id', 1);
const LOW_CONFIDENCE = pair('detection_finding', 'confidence_id', 1);

/** The OCSF Detection Finding of an analysis: no event of the lake, so it is told, not written there. */
export function analyticsFinding(
  definition: AnalyticsDefinition,
  result: AnalyticsResult,
  context: AnalyticsContext,
): OcsfEvent {
  const { level, title, description, runbook } = definition;
  const { uid, window, firstMicros, entity, what, cloud, evidence, analytic, log, details } = result;
  const tags = definition.tags.flatMap((tag) => parseAttackTag(tag) ?? []);
  const tactics = tags.flatMap((tag) => (tag.kind === 'tactic' ? [tag.name] : []));
  const who = entity.map(({ value }) => value).filter(Boolean);
  const finding: OcsfEvent = {
    ...CREATE,
    ...SEVERITIES[level],
    ...NEW,
    ...LOW_CONFIDENCE,
    is_alert: level !== 'informational',
    time: toMillis(firstMicros),
    message: `${title}: ${who.join(' ')}: ${what.en}`,
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori', vendor_name: 'Kumomori' },
      profiles: cloud && ['cloud'],
      uid,
      log_name: log,
      original_time: formatMicros(firstMicros),
      tags: [{ name: 'rule_bundle', value: context.bundleVersion }],
    },
    cloud,
    finding_info: {
      uid,
      title,
      desc: description,
      types: tactics.length > 0 ? tactics : undefined,
      analytic: { uid: definition.id, name: title, ...analytic },
      attacks: attacksOf(tags),
      created_time: toMillis(firstMicros),
      first_seen_time: toMillis(window.start),
      last_seen_time: toMillis(endOf(window)),
    },
    evidences: [evidence],
    observables: observablesOf(evidence),
    resources: evidence.resources,
    remediation: { desc: runbook },
    unmapped: { ...termsOf(definition, result, context.speed), [log]: { ...details, what } },
  };
  context.enrich?.(finding);
  return finding;
}

/** One alert for each entity and window, however much was found. */
function termsOf(
  { level, owner, runbook }: AnalyticsDefinition,
  { window, entity }: AnalyticsResult,
  speed: Speed,
): JsonObject {
  const windowSeconds = WINDOW_MICROS[window.size] / 1_000_000;
  return writeGroupTerms(
    { level, alert: { dedup: [], windowSeconds, threshold: 1, runbook, owner, speed } },
    entity,
  );
}
