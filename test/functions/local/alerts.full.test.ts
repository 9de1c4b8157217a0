import { join } from 'node:path';
import { kumomori, ndjson, scratchFolder, write } from './support/cli';

interface ListedAlert {
  readonly uid: string;
  readonly state: string;
  readonly descriptions: { readonly en: { readonly rule: string } };
}

const folder = scratchFolder();
const lake = () => join(folder(), 'lake');
const alerts = (...args: string[]) => kumomori(['alerts', ...args, '--lake', lake()]);
const listed = (...args: string[]) => ndjson<ListedAlert>(alerts('list', '--json', ...args).stdout);

/** A trail stopped in each of two accounts, one of them twice. */
const RECORDS = ['333333333333', '333333333333', '444444444444'].map((accountId, i) => ({
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', userName: 'taro', accountId },
  eventTime: `2024-08-12T10:3${i}:00Z`,
  eventID: `e-${i}`,
  eventName: 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  awsRegion: 'us-east-1',
  recipientAccountId: accountId,
  requestParameters: { name: 'org-trail' },
}));

describe('kumomori alerts', () => {
  beforeEach(() => {
    const log = write(folder(), 'log.json', JSON.stringify({ Records: RECORDS }));
    kumomori(['ingest', '--lake', lake(), log]);
  });

  it('lists one alert for each account, the same whenever it is asked', () => {
    const first = listed();

    expect(first.map(({ state, descriptions }) => [state, descriptions.en.rule])).toEqual([
      ['open', 'CloudTrail stopped or deleted'],
      ['open', 'CloudTrail stopped or deleted'],
    ]);
    expect(listed()).toEqual(first);
  });

  it('shows who, when, the runbook and a query that runs', () => {
    const [alert] = listed();

    const { stdout } = alerts('show', alert?.uid.slice(0, 12) ?? '');

    expect(stdout).toContain('Who: taro');
    expect(stdout).toMatch(/Runbook:\n1\. /);
    const sql = stdout.slice(stdout.indexOf('SELECT '));
    const rows = JSON.parse(kumomori(['query', '--json', '--lake', lake(), sql]).stdout);
    expect(rows.map((row: { operation: string }) => row.operation)).toContain('StopLogging');
  });

  it('keeps what was decided, and lists no more what was closed', () => {
    const [first, second] = listed();

    const acknowledged = alerts('ack', first?.uid ?? '', '--by', 'hanako');
    const closed = alerts('resolve', second?.uid ?? '', '--false-positive', '--reason', 'a drill');

    expect([acknowledged.stdout, closed.stdout]).toEqual([
      `${first?.uid} is acknowledged\n`,
      `${second?.uid} is false_positive\n`,
    ]);
    expect(listed().map(({ uid }) => uid)).toEqual([first?.uid]);
    expect(listed('--state', 'false_positive').map(({ uid }) => uid)).toEqual([second?.uid]);
  });

  it('says in one line what is missing', () => {
    const [alert] = listed();

    const noReason = alerts('resolve', alert?.uid ?? '');
    const unknown = alerts('ack', 'feed');

    expect([noReason.status, unknown.status]).toEqual([2, 2]);
    expect(noReason.stderr).toMatch(/needs a reason, got none; give one with --reason\n$/);
    expect(unknown.stderr).toContain('feed: there is no such alert');
  });
});
