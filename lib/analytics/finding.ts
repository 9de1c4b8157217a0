import { sha256 } from '../hash';
import { parseIp } from '../ip';
import type { JsonObject } from '../json';
import { pair } from '../ocsf/build';
import type { Cloud, Evidences, OcsfEvent } from '../ocsf/event';
import { type AnalyticsContext, analyticsFinding } from './analytics-finding';
import type { Judgement } from './judgement';
import { definitionOf } from './profile';
import { nameOf } from './window';
import { describeJudgement } from './words';

/** Of a set of values, and of amounts. */
const ANALYTICS = { never: pair('analytic', 'type_id', 2), above: pair('analytic', 'type_id', 3) };

/**
 * The OCSF Detection Finding of a judgement. Its uid is of the baseline, the entity, the window and the value: whichever
 * way judged it, with however much of the window, it is one finding, and one alert.
 */
export function baselineFinding(judgement: Judgement, context: AnalyticsContext): OcsfEvent {
  const { baseline, window, firstMicros, entity } = judgement;
  return analyticsFinding(
    baseline,
    {
      uid: baselineFindingUid(judgement),
      window,
      firstMicros,
      entity: baseline.entity.map((field, index) => ({ field, value: entity[index] ?? '' })),
      what: { en: describeJudgement(judgement, 'en'), ja: describeJudgement(judgement, 'ja') },
      cloud: cloudOf(judgement),
      evidence: evidenceOf(judgement),
      analytic: { ...ANALYTICS[baseline.judge.kind], version: definitionOf(baseline) },
      details: detailsOf(judgement),
      log: 'baseline',
    },
    context,
  );
}

export function baselineFindingUid({ baseline, window, entity, value }: Judgement): string {
  const parts = ['baseline', baseline.id, nameOf(window), JSON.stringify(entity), value ?? ''];
  return sha256(parts.join('\n')).slice(0, 32);
}

function detailsOf({ window, amount, whole, value, usual }: Judgement): JsonObject {
  const past =
    usual.kind === 'amount'
      ? { usual: usual.usual, threshold: usual.threshold }
      : { known_values: usual.values.size };
  return { window: nameOf(window), amount, whole, value, ...past, days: usual.days };
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
