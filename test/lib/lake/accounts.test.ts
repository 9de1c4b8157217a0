import { readExport } from '../../../lib/enrolment/read-export';
import type { AccountRecord } from '../../../lib/enrolment/record';
import { judgeAccounts } from '../../../lib/lake/accounts';
import type { Commit, Manifest } from '../../../lib/lake/batch/records';
import { readLastSeen } from '../../../lib/lake/last-seen';

const HOUR = 3_600_000_000;
const NOW = 1_000_000 * HOUR;
const SOURCES = [
  { id: 'aws-cloudtrail', criticality: 'critical' },
  { id: 'aws-vpc-flow', criticality: 'normal' },
] as const;

const record = (state: AccountRecord['state'], flowLogs = 0, reason?: string): AccountRecord => ({
  account: '111',
  state,
  checkedMicros: NOW - HOUR,
  regions: {
    here: {
      state: state === 'failed' ? 'failed' : 'enrolled',
      vpcs: flowLogs,
      flowLogs,
      queryLogs: 0,
      reason,
    },
  },
});

const seen = (hours: Record<string, number>) =>
  new Map([
    [
      '111',
      Object.entries(hours).map(([source, ago]) => ({ source, received: 5, lastMicros: NOW - ago * HOUR })),
    ],
  ]);

describe('the state of an account', () => {
  it.each([
    ['sends its trail', [record('enrolled')], { 'aws-cloudtrail': 2 }, 'enrolled', undefined],
    [
      'has VPCs and sends flows, too',
      [record('enrolled', 1)],
      { 'aws-cloudtrail': 2, 'aws-vpc-flow': 40 },
      'enrolled',
      undefined,
    ],
    ['never sent anything', [record('enrolled')], {}, 'silent', 'nothing lately of aws-cloudtrail'],
    [
      'sent nothing for a day',
      [record('enrolled')],
      { 'aws-cloudtrail': 25 },
      'silent',
      'nothing lately of aws-cloudtrail',
    ],
    [
      'has VPCs and no flows',
      [record('enrolled', 1)],
      { 'aws-cloudtrail': 2 },
      'silent',
      'nothing lately of aws-vpc-flow',
    ],
    [
      'could not be enrolled',
      [record('failed', 0, 'denied')],
      { 'aws-cloudtrail': 2 },
      'failed',
      'here: denied',
    ],
    ['left', [record('removed')], { 'aws-cloudtrail': 9 }, 'removed', undefined],
    [
      'left, and still sends',
      [record('removed')],
      { 'aws-cloudtrail': 0 },
      'unknown',
      'sends logs though it left',
    ],
    ['nobody enrolled', [], { 'aws-vpc-flow': 1 }, 'unknown', 'sends logs and is not enrolled'],
  ])('that %s', (_, records, sources, state, reason) => {
    const lines = judgeAccounts(records, seen(sources), { nowMicros: NOW, sources: SOURCES });

    expect(lines).toEqual([expect.objectContaining({ account: '111', state })]);
    expect(lines[0]?.reason).toBe(reason);
  });

  it('is of no interest where only another cloud sends, or no account is named', () => {
    const others = new Map([
      ['subscription', [{ source: 'azure-activity', received: 1, lastMicros: NOW }]],
      ['-', [{ source: 'aws-cloudtrail', received: 1, lastMicros: NOW }]],
      // Of the platform's own canaries.
      ['000000000000', [{ source: 'aws-cloudtrail', received: 1, lastMicros: NOW }]],
    ]);

    expect(judgeAccounts([], others, { nowMicros: NOW, sources: SOURCES })).toEqual([]);
  });
});

describe('what the lake last saw', () => {
  it('adds records by account and source, and takes the newest object', async () => {
    const tally = {
      source: 'aws-cloudtrail',
      account: '111',
      skipped: 0,
      collected: 0,
      quarantined: 1,
      events: 0,
    };
    const input = (id: string, written: number) => ({ input: id, accounts: [{ ...tally, written }] });
    async function* commits() {
      yield { inputs: [input('a', 2), input('b', 3)] } as unknown as Commit;
    }
    async function* manifests() {
      yield {
        members: [
          { input: 'a', storedMicros: 7 },
          { input: 'b', storedMicros: 5 },
        ],
      } as unknown as Manifest;
    }

    const found = await readLastSeen(commits(), manifests());

    expect([...found]).toEqual([['111', [{ source: 'aws-cloudtrail', received: 7, lastMicros: 7 }]]]);
  });
});

describe('records from a file', () => {
  it('are read as DynamoDB prints them, or plain', () => {
    const plain = JSON.stringify([record('enrolled')]);
    const exported = JSON.stringify({ Items: [{ value: { S: JSON.stringify(record('enrolled')) } }] });

    expect(readExport(exported)).toEqual(readExport(plain));
    expect(readExport(plain)).toMatchObject([{ account: '111', state: 'enrolled' }]);
  });

  it.each([
    ['an object', '{}', 'no enrolment records'],
    ['another item', '[{"state":"enrolled"}]', 'record 1: not an enrolment record'],
    ['a state there is not', '[{"account":"1","checkedMicros":1,"regions":{},"state":"lost"}]', 'record 1'],
  ])('are refused when it is %s', (_, json, message) => {
    expect(() => readExport(json)).toThrow(message);
  });
});
