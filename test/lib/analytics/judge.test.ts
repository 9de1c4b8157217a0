import { BASELINES } from '../../../lib/analytics/baselines';
import { cellOf } from '../../../lib/analytics/cells';
import { createJudge, type Judged } from '../../../lib/analytics/judge';
import { definitionOf } from '../../../lib/analytics/profile';
import { entityKey, type Usual } from '../../../lib/analytics/usual';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { createMasker } from '../../../lib/pipeline/mask/masker';
import { aRow } from '../lake/table/rows';
import { administers, flow, reads } from './world';

const CONTEXT = { bundleVersion: 'b-1', speed: 'near-realtime' } as const;
const TEN = Date.parse('2024-08-12T10:00:00Z');

function judged(id: string, entity: readonly string[], usual: Usual): Judged {
  return BASELINES.filter((one) => one.id === id).map((baseline) => [
    baseline,
    {
      definition: definitionOf(baseline),
      through: '2024-08-11',
      usuals: new Map([[entityKey(entity), usual]]),
    },
  ]);
}

const OPERATIONS = (user: string) =>
  judged('rare-administration', ['AWS', '111122223333', user], {
    kind: 'values',
    values: new Set(['CreateRole']),
    days: 14,
  });
const TRANSFERS = judged('host-transfer', ['AWS', '111122223333', '10.0.0.5'], {
  kind: 'amount',
  usual: 1e8,
  threshold: 1e9,
  days: 14,
});

function found(states: Judged, batches: readonly (readonly OcsfEvent[])[]): number[] {
  const judge = createJudge(states, CONTEXT);
  return batches.map((events) => {
    judge.begin();
    for (const event of events) {
      judge.observe(event, event.time * 1000);
    }
    return judge.take().length;
  });
}

describe('judging while events come in', () => {
  it('tells of a new value at the first event, once', () => {
    const events = ['CreateRole', 'DeleteRole', 'DeleteRole'].map((operation, at) =>
      administers('alice', TEN + at, operation),
    );

    expect(found(OPERATIONS('alice'), [events])).toEqual([1]);
  });

  it('tells of amounts once their sum leaves the usual, of each batch anew', () => {
    const sent = (bytes: number, at = TEN) => flow(at, '10.0.0.5', '198.51.100.7', bytes);

    expect(
      found(TRANSFERS, [
        [sent(6e8)],
        [sent(6e8)],
        [sent(6e8), sent(3e8), sent(3e8), sent(9e9)],
        [sent(6e8), sent(6e8, TEN + 3_600_000)],
      ]),
    ).toEqual([0, 0, 1, 0]);
  });

  it('judges no event of a day that is in the state, as in a replay', () => {
    const [before, after] = ['2024-08-11T23:59:59Z', '2024-08-12T00:00:00Z'].map((time) => [
      administers('alice', Date.parse(time), 'DeleteRole'),
    ]);

    expect(found(OPERATIONS('alice'), [before ?? [], after ?? []])).toEqual([0, 1]);
  });

  it('judges nobody who is not known', () => {
    expect(found(OPERATIONS('alice'), [[administers('bob', TEN, 'DeleteRole')]])).toEqual([0]);
    expect(found(TRANSFERS, [[flow(TEN, '10.0.0.6', '198.51.100.7', 9e9)]])).toEqual([0]);
  });

  it('meets a tokenised user by the token that the lake has', () => {
    const mask = createMasker({
      policyFor: () => ({ free_text: 'mask', identities: 'tokenize', addresses: 'tokenize' }),
      tokens: { keyId: 'test', key: new Uint8Array(32).fill(9) },
    });
    const event = administers('alice', TEN, 'DeleteRole');
    mask(event, 'aws-cloudtrail');
    const token = String(cellOf('user_id')(aRow({ event })));

    expect(token).not.toContain('alice');
    expect(found(OPERATIONS(token), [[event]])).toEqual([1]);
    expect(found(OPERATIONS('alice'), [[event]])).toEqual([0]);
  });

  it('looks at no event of another category, and costs little then', () => {
    const downloads = judged('mass-reads', ['AWS', '111122223333', 'carol'], {
      kind: 'amount',
      usual: 5,
      threshold: 500,
      days: 14,
    });

    expect(found(downloads, [reads('carol', TEN, 501), reads('carol', TEN, 500)])).toEqual([1, 0]);
    expect(
      found(downloads, [reads('carol', TEN, 501).map((event) => ({ ...event, class_uid: 4001 }))]),
    ).toEqual([0]);
  });
});
