import { newAlert } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { composeMessage } from '../../../lib/alerts/compose-message';
import { describeFinding } from '../../../lib/alerts/describe';
import { mergeFindings } from '../../../lib/alerts/merge';
import { readTerms } from '../../../lib/alerts/terms';
import type { Baseline } from '../../../lib/analytics/baseline';
import { BASELINES } from '../../../lib/analytics/baselines';
import { baselineFinding, baselineFindingUid } from '../../../lib/analytics/finding';
import type { Judgement } from '../../../lib/analytics/judgement';
import { windowAt } from '../../../lib/analytics/window';
import { errors } from '../../../lib/ocsf/validate';

const MICROS = Date.parse('2024-08-12T10:20:00Z') * 1000;
const CONTEXT = { bundleVersion: 'b-1', speed: 'batch' } as const;

function baseline(id: string): Baseline {
  const found = BASELINES.find((one) => one.id === id);
  if (!found) {
    throw new Error(`no baseline ${id}`);
  }
  return found;
}

function judgement(id: string, changes: Partial<Judgement> = {}): Judgement {
  const of = baseline(id);
  const never = of.judge.kind === 'never';
  return {
    baseline: of,
    window: windowAt(of.window, MICROS),
    entity: ['AWS', '111122223333', of.entity.at(-1) === 'source_ip' ? '10.0.0.5' : 'alice'],
    amount: 3_000_000_000,
    whole: true,
    firstMicros: MICROS,
    value: never ? 'DeleteTrail' : undefined,
    eventUid: never ? 'e-9' : undefined,
    usual: never
      ? { kind: 'values', values: new Set(['CreateRole', 'UpdateRole']), days: 14 }
      : { kind: 'amount', usual: 52_000_000, threshold: 1_000_000_000, days: 14 },
    ...changes,
  };
}

describe('a finding of a baseline', () => {
  it.each(BASELINES.map(({ id }) => [id]))('is valid OCSF: %s', (id) => {
    expect(errors(baselineFinding(judgement(id), CONTEXT))).toEqual([]);
  });

  it('names who, what, where and how to look, in both languages', () => {
    const finding = baselineFinding(judgement('rare-administration'), CONTEXT);

    expect(describeFinding(finding)).toMatchObject({
      who: 'alice',
      what: 'DeleteTrail: a new operation for them, not among the 2 of 14 earlier days with activity',
      where: 'AWS account 111122223333',
    });
    expect(describeFinding(finding, 'ja').what).toBe(
      'DeleteTrail: 初めての操作（活動のあった過去 14 日間の 2 種類にない）',
    );
    expect(describeFinding(baselineFinding(judgement('host-transfer'), CONTEXT), 'ja')).toMatchObject({
      who: '10.0.0.5',
      what: '2024-08-12T10:00:00Z から 2024-08-12T11:00:00Z に3 GB の送信。通常は1 日の最も多い 1 時間で 52 MB（14 日間）、1 GB を超えると通知',
    });
  });

  it('leads from the alert to the event', () => {
    const finding = baselineFinding(judgement('rare-administration'), CONTEXT);
    const alert = mergeFindings(newAlert('a', alertKeyOf(finding), finding), [finding], {});

    const step = { occasion: 'opened', by: 'platform', reason: '', atMicros: MICROS } as const;
    const { queries } = composeMessage(alert, step, { language: 'en', timeZone: 'UTC' });

    expect(queries[0]?.sql).toContain("event_uid IN ('e-9')");
  });

  it('is one alert for an entity and window, whatever values were new', () => {
    const [one, other, later] = [
      judgement('rare-administration'),
      judgement('rare-administration', { value: 'StopLogging', firstMicros: MICROS + 60_000_000 }),
      judgement('rare-administration', {
        window: windowAt('hour', MICROS + 3_600_000_000),
        firstMicros: MICROS + 3_600_000_000,
      }),
    ].map((each) => alertKeyOf(baselineFinding(each, CONTEXT)).uid);

    expect(other).toBe(one);
    expect(later).not.toBe(one);
  });

  it('is the same finding whatever part of the window was seen, and whoever judged', () => {
    const [whole, part] = [
      judgement('mass-download'),
      judgement('mass-download', { whole: false, amount: 2e9, firstMicros: MICROS + 1 }),
    ];

    expect(baselineFindingUid(part)).toBe(baselineFindingUid(whole));
    expect(alertKeyOf(baselineFinding(part, { ...CONTEXT, speed: 'near-realtime' })).uid).toBe(
      alertKeyOf(baselineFinding(whole, CONTEXT)).uid,
    );
    expect(baselineFinding(part, CONTEXT).message).toContain('at least 2 GB');
    const others = [
      judgement('mass-reads'),
      judgement('mass-download', { entity: ['AWS', '111122223333', 'bob'] }),
      judgement('mass-download', { window: windowAt('hour', MICROS + 3_600_000_000) }),
    ];
    expect(new Set([whole, ...others].map(baselineFindingUid)).size).toBe(4);
  });

  it('keeps a token where an address was, and takes what the directory adds', () => {
    const finding = baselineFinding(
      judgement('host-transfer', { entity: ['AWS', '111122223333', 'ip:ab12:0123456789abcdef'] }),
      {
        ...CONTEXT,
        enrich: (event) => {
          event.enrichments = [{ name: 'cloud.account.uid', value: '111122223333', data: { owner: 'shop' } }];
        },
      },
    );

    expect(finding.evidences?.[0]?.src_endpoint).toEqual({ uid: 'ip:ab12:0123456789abcdef' });
    expect(finding.enrichments).toHaveLength(1);
    expect(readTerms(finding).windowSeconds).toBe(3600);
    expect(errors(finding)).toEqual([]);
  });
});
