import { attacksOf } from '../alerts/attacks';
import { observablesOf } from '../alerts/observables';
import { SEVERITIES } from '../alerts/severities';
import { writeGroupTerms } from '../alerts/terms';
import { sha256 } from '../hash';
import { parseIp } from '../ip';
import type { JsonObject } from '../json';
import { classify, pair } from '../ocsf/build';
import type { Cloud, Evidences, OcsfEvent } from '../ocsf/event';
import type { Speed } from '../sigma/rule';
import { parseAttackTag } from '../sigma/tags';
import { formatMicros, toMillis } from '../time';
import type { Judgement } from './judgement';
import { definitionOf } from './profile';
import { endOf, nameOf, WINDOW_MICROS } from './window';
import { describeJudgement } from './words';

/** What a finding of a baseline says beside the judgement. */
export interface BaselineFindingContext {
  /** Version of the rules and reference data in use. */
  readonly bundleVersion: string;
  /** Which way judged it. */
  readonly speed: Speed;
  /** Adds what the directory knows of the account, which routes it. @default nothing */
  readonly enrich?: (finding: OcsfEvent) => void;
}

/** What findings of baselines are logged as, in the place of a source. */
export const BASELINE_LOG = 'baseline';

const CREATE = classify(2004, 1);
const NEW = pair('detection_finding', 'status_id', 1);
const LOW_CONFIDENCE = pair('detection_finding', 'confidence_id', 1);
/** Of a set of values, and of amounts. */
const ANALYTICS = { never: pair('analytic', 'type_id', 2), above: pair('analytic', 'type_id', 3) };

/**
 * The OCSF Detection Finding of a judgement. Its uid is of the baseline, the entity, the window and the value: whichever
 * way judged it, with however much of the window, it is one finding, and one alert.
 */
export function baselineFinding(judgement: Judgement, context: BaselineFindingContext): OcsfEvent {
  const { baseline, window, firstMicros } = judgement;
  const tags = baseline.tags.flatMap((tag) => parseAttackTag(tag) ?? []);
  const tactics = tags.flatMap((tag) => (tag.kind === 'tactic' ? [tag.name] : []));
  const uid = baselineFindingUid(judgement);
  const evidence = evidenceOf(judgement);
  const what = { en: describeJudgement(judgement, 'en'), ja: describeJudgement(judgement, 'ja') };
  const finding: OcsfEvent = {
    ...CREATE,
    ...SEVERITIES[baseline.level],
    ...NEW,
    ...LOW_CONFIDENCE,
    is_alert: baseline.level !== 'informational',
    time: toMillis(firstMicros),
    message: `${baseline.title}: ${judgement.entity.filter(Boolean).join(' ')}: ${what.en}`,
    metadata: {
      version: '1.5.0',
      product: { name: 'Kumomori', vendor_name: 'Kumomori' },
      profiles: cloudOf(judgement) && ['cloud'],
      uid,
      log_name: BASELINE_LOG,
      original_time: formatMicros(firstMicros),
      tags: [{ name: 'rule_bundle', value: context.bundleVersion }],
    },
    cloud: cloudOf(judgement),
    finding_info: {
      uid,
      title: baseline.title,
      desc: baseline.description,
      types: tactics.length > 0 ? tactics : undefined,
      analytic: {
        uid: baseline.id,
        name: baseline.title,
        ...ANALYTICS[baseline.judge.kind],
        version: definitionOf(baseline),
      },
      attacks: attacksOf(tags),
      created_time: toMillis(firstMicros),
      first_seen_time: toMillis(window.start),
      last_seen_time: toMillis(endOf(window)),
    },
    evidences: [evidence],
    observables: observablesOf(evidence),
    remediation: { desc: baseline.runbook },
    unmapped: { ...termsOf(judgement, context.speed), baseline: resultOf(judgement, what) },
  };
  context.enrich?.(finding);
  return finding;
}

export function baselineFindingUid({ baseline, window, entity, value }: Judgement): string {
  const parts = ['baseline', baseline.id, nameOf(window), JSON.stringify(entity), value ?? ''];
  return sha256(parts.join('\n')).slice(0, 32);
}

/** One alert for each entity and window, however many values were new. */
function termsOf({ baseline, entity }: Judgement, speed: Speed): JsonObject {
  const { level, owner, runbook } = baseline;
  const windowSeconds = WINDOW_MICROS[baseline.window] / 1_000_000;
  const group = baseline.entity.map((field, index) => ({ field, value: entity[index] ?? '' }));
  return writeGroupTerms(
    { level, alert: { dedup: [], windowSeconds, threshold: 1, runbook, owner, speed } },
    group,
  );
}

/** What OCSF's finding has no attribute for. `what` is read by lib/alerts/describe.ts. */
function resultOf({ window, amount, whole, value, usual }: Judgement, what: JsonObject): JsonObject {
  const past =
    usual.kind === 'amount'
      ? { usual: usual.usual, threshold: usual.threshold }
      : { known_values: usual.values.size };
  return { window: nameOf(window), amount, whole, value, ...past, days: usual.days, what };
}

/** The entity as OCSF has it; one that was masked keeps the token it has in the lake. */
function evidenceOf({ baseline, entity, value, eventUid }: Judgement): Evidences {
  const column = (name: string) => entity[baseline.entity.indexOf(name)];
  const [user, address] = [column('user_id'), column('source_ip')];
  const { judge } = baseline;
  const country = judge.kind === 'never' && judge.thing === 'country' ? value : undefined;
  const operation = judge.kind === 'never' && judge.thing === 'operation' ? value : undefined;
  return {
    uid: eventUid,
    actor: user === undefined ? undefined : { user: { name: user } },
    api: operation === undefined ? undefined : { operation },
    src_endpoint:
      address === undefined
        ? country === undefined
          ? undefined
          : { name: 'Unknown', location: { country } }
        : parseIp(address)
          ? { ip: address }
          : { uid: address },
    data: { baseline: baseline.id },
  };
}

function cloudOf({ baseline, entity }: Judgement): Cloud | undefined {
  const column = (name: string) => entity[baseline.entity.indexOf(name)] || undefined;
  const [provider, uid] = [column('cloud_provider'), column('account_uid')];
  return provider === undefined ? undefined : { provider, account: uid === undefined ? undefined : { uid } };
}
