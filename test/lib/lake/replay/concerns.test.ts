import type { Commit, Plan } from '../../../../lib/lake/batch/records';
import { concerns } from '../../../../lib/lake/replay/concerns';

const STORED = 1_000;
const PLAN: Plan = {
  batch: 'b',
  source: 'auto',
  members: [{ input: 'i', rawKey: 'raw/i', path: 'i', bytes: 1, storedMicros: STORED }],
};
const NONE = { received: 0, written: 0, skipped: {}, collected: 0, quarantined: 0, events: 0, findings: 0 };
const ACCOUNT = { account: '1', written: 1, skipped: 0, collected: 0, quarantined: 0, events: 1 };
/** Events from 500 to 600. */
const COMMIT: Commit = {
  batch: 'b',
  versions: { release: '', config: '', rules: '', reference: '', tokenKey: '' },
  inputs: [{ ...NONE, input: 'i', path: 'i', accounts: [{ ...ACCOUNT, source: 'aws-cloudtrail' }] }],
  outputs: [{ key: 'events/x', rows: 1, bytes: 1, sha256: '', minTimeUs: 500, maxTimeUs: 600 }],
};

describe('a batch is to be made again', () => {
  it.each([
    ['by its stored object', { from: 1000, to: 1001 }, true],
    ['not before that', { from: 700, to: 1000 }, false],
    ['not after it', { from: 1001, to: 2000 }, false],
    ['by its last event', { from: 600, to: 601 }, true],
    ['by its first event', { from: 0, to: 501 }, true],
    ['not before its events', { from: 0, to: 500 }, false],
  ])('%s', (_, range, expected) => {
    expect(concerns(PLAN, COMMIT, { range })).toBe(expected);
  });

  it.each([
    ['aws-cloudtrail', 'auto', true],
    ['aws-vpc-flow', 'auto', false],
    ['aws-vpc-flow', 'aws-vpc-flow', true],
  ])('for records of %s, or because it was ingested as such (%s)', (source, forced, expected) => {
    expect(concerns({ ...PLAN, source: forced }, COMMIT, { source })).toBe(expected);
  });

  it('when it was never finished, for nobody knows what it holds', () => {
    expect(concerns(PLAN, undefined, { range: { from: 0, to: 1 }, source: 'aws-vpc-flow' })).toBe(true);
  });
});
