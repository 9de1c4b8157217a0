import { formatRecord } from '../../../lib/enrolment/record';
import type { JsonObject } from '../../../lib/json';
import { encodeRecord, keys } from '../../../lib/lake/batch/records';
import { BEGAN, commitOf, enrolled, HOUR, SOURCES } from '../../lib/health/watch-support';
import type { Told } from '../../support/telemetry';
import { functionDesk } from './desk';

const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const TOPIC = 'arn:aws:sns:ap-northeast-1:222222222222:acme-operations';

const desk = functionDesk();
const { aws, s3 } = desk;
let state: Map<string, JsonObject>;
let told: Told;

beforeEach(() => {
  ({ state, told } = desk.fresh());
  aws.on('Publish', '<PublishResult/>');
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    platform: 'acme',
    lake: 'lake',
    table: 'state',
    topic: TOPIC,
    sources: SOURCES,
  });
  enrol('111', 'Prod');
});

function enrol(account: string, name: string): void {
  const [kind, id] = [{ S: 'enrolment' }, { S: account }];
  const value = { S: formatRecord(enrolled(account, { name })) };
  state.set(`enrolment/${account}`, { kind, id, value, version: { S: '1' } });
}

/** A note of the sweep, and the batch it names. */
function swept(untilMicros: number, commit = commitOf(`b${untilMicros}`, ['aws-cloudtrail 111'])): void {
  const note = { bucket: 'raw', untilMicros, batches: [commit.batch], unclaimed: [] };
  s3.objects.set(`state/reconcile/swept/${untilMicros}-raw.json`, Buffer.from(encodeRecord(note)));
  s3.objects.set(keys.commit(commit.batch), Buffer.from(encodeRecord(commit)));
}

const watch = async (hours: number) => {
  const { handler } = await import('../../../functions/aws/watch');
  await handler({ time: new Date((BEGAN + hours * HOUR) / 1000).toISOString() }, CONTEXT);
};
const metric = (name: string) => told.metrics(name).map(({ value, of }) => (of ? `${of}: ${value}` : value));

describe('the function that watches for silence and gaps', () => {
  it('tells zeros while all is well, and nobody', async () => {
    swept(BEGAN);

    await watch(0);

    expect(metric('SourcesSilent')).toEqual(['aws-cloudtrail: 0', 'aws-vpc-flow: 0']);
    expect(['AccountsSilent', 'AccountsFailed', 'AccountsUnknown', 'LedgerGaps'].map(metric)).toEqual([
      [0],
      [0],
      [0],
      [0],
    ]);
    expect(aws.inputs('Publish')).toEqual([]);
    expect([...s3.objects.keys()].sort()).toEqual([`state/commits/b${BEGAN}.json`, 'state/watch/state.json']);
  });

  it('tells metrics, the log and, once, people in words', async () => {
    swept(BEGAN);
    await watch(0);

    await watch(30);
    await watch(31);

    expect(metric('SourcesSilent').slice(-2)).toEqual(['aws-cloudtrail: 1', 'aws-vpc-flow: 0']);
    expect(metric('AccountsSilent')).toEqual([0, 1, 1]);
    expect(aws.inputs('Publish')).toEqual([
      expect.objectContaining({
        TopicArn: TOPIC,
        Subject: '[acme] 1 silent sources, 1 silent accounts',
        Message: expect.stringContaining('- 111 (Prod), since 2024-08-12T10:37Z'),
      }),
    ]);
    expect(told.lines().filter(({ message }) => message === 'trouble')).toHaveLength(4);
  });

  it('names gaps in the log', async () => {
    swept(BEGAN, commitOf('broken', ['aws-cloudtrail 111'], { received: 5 }));

    await watch(0);

    expect(metric('LedgerGaps')).toEqual([1]);
    expect(told.lines()).toEqual([
      expect.objectContaining({ level: 'ERROR', message: 'gap', gap: 'unbalanced', batch: 'broken' }),
    ]);
  });

  it('fails, metrics told, where nobody could be told, and tells them the next time', async () => {
    swept(BEGAN);
    await watch(0);
    aws.on('Publish', { status: 400, body: '<Error><Code>AuthorizationError</Code></Error>' });

    await expect(watch(30)).rejects.toThrow(`${TOPIC}: SNS answered 400 (AuthorizationError)`);
    aws.on('Publish', '<PublishResult/>');
    await watch(31);

    expect(metric('AccountsSilent')).toEqual([0, 1, 1]);
    expect(aws.inputs('Publish')).toHaveLength(2);
  });

  it('says where it lacks its settings', async () => {
    process.env.SETTINGS = '{}';

    await expect(watch(0)).rejects.toThrow('deploy Security/SelfCheck again');
  });
});
