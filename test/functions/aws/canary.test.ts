import { gunzipSync } from 'node:zlib';
import type { CanaryPlan } from '../../../lib/health/canary-settings';
import { type JsonObject, list, object, text } from '../../../lib/json';
import { AWS, resolved } from '../../lib/config/support';
import { kinesis } from '../../lib/ingest/stream-support';
import type { Told } from '../../support/telemetry';
import { deployedBundle } from './deployed-bundle';
import { functionDesk } from './desk';

const HEAD = 'version: 1\nname: acme\nlifecycle: trial\nvolume: startup\n';
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const STREAMED = new Set(['aws-cloudtrail', 'aws-guardduty', 'aws-security-hub', 'aws-lambda']);
const SOURCES = [...STREAMED, 'aws-vpc-flow', 'aws-route53-resolver'];
const PLANS: readonly CanaryPlan[] = SOURCES.map((source) => ({
  source,
  ways: STREAMED.has(source) ? ['object', 'stream'] : ['object'],
  everyHours: 1,
}));
/** What the loopback S3 says of everything it holds. */
const STORED = Date.parse('2024-08-12T10:30:00Z');
const SENT = STORED - 90_000;

const desk = functionDesk();
const { aws, s3 } = desk;
let state: Map<string, JsonObject>;
let told: Told;

beforeEach(() => {
  ({ state, told } = desk.fresh());
  aws.on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  aws.on('PutRecord', { ShardId: 'shardId-000000000000', SequenceNumber: '1' });
  process.env.SETTINGS = JSON.stringify({
    home: 'ap-northeast-1',
    lake: 'lake',
    table: 'state',
    bundle: deployedBundle(resolved(`${HEAD}${AWS}`)),
    raw: 'raw',
    bus: 'acme-security',
    logs: 'acme-logs',
    canaries: PLANS,
  });
});

function settle(canaries: readonly CanaryPlan[]): void {
  process.env.SETTINGS = JSON.stringify({ ...JSON.parse(process.env.SETTINGS ?? ''), canaries });
}

const at = (millis: number) => jest.spyOn(Date, 'now').mockReturnValue(millis);
const canary = async (millis: number) => {
  at(millis);
  const { handler } = await import('../../../functions/aws/canary');
  await handler({ time: new Date(millis).toISOString() });
};
const objects = () => [...s3.objects.keys()].filter((key) => key.startsWith('canary/'));

const normalize = async (keys = objects()) => {
  const { handler } = await import('../../../functions/aws/normalize');
  const Records = keys.map((key, index) => ({
    messageId: `m${index}`,
    body: JSON.stringify({
      'detail-type': 'Object Created',
      time: new Date(SENT).toISOString(),
      detail: { bucket: { name: 'raw' }, object: { key, size: 10 } },
    }),
  }));
  return handler({ Records }, CONTEXT);
};

/** What EventBridge, and CloudWatch Logs' stream, hand over of what was put. */
const detect = async () => {
  const events = aws.inputs('PutEvents').map(({ Entries }) => {
    const entry = object(list(Entries)[0]);
    const event = {
      source: entry?.Source,
      'detail-type': entry?.DetailType,
      account: '222222222222',
      detail: JSON.parse(text(entry?.Detail) ?? ''),
    };
    return Buffer.from(JSON.stringify(event));
  });
  const logs = aws.inputs('PutRecord').map(({ Data }) => Buffer.from(text(Data) ?? '', 'base64'));
  const { handler } = await import('../../../functions/aws/detect');
  return handler({ Records: kinesis([...events, ...logs]) });
};
const verdicts = () => told.lines().filter(({ message }) => message === 'canary');
const lost = () =>
  told
    .metrics('CanaryLost')
    .filter(({ value }) => value !== 0)
    .map(({ of }) => of);

describe('canaries', () => {
  it('come through by every way of every source, and alert nobody', async () => {
    const bundle = deployedBundle(resolved(`${HEAD}${AWS}`), 'all');
    process.env.SETTINGS = JSON.stringify({ ...JSON.parse(process.env.SETTINGS ?? ''), bundle });
    await canary(SENT);
    expect(await normalize()).toEqual({ batchItemFailures: [] });
    expect(await detect()).toEqual({ batchItemFailures: [] });

    await canary(SENT + 3_600_000);

    expect(lost()).toEqual([]);
    expect(verdicts()).toHaveLength(SOURCES.length + STREAMED.size);
    expect(told.metrics('CanaryLag')).toEqual([...SOURCES].sort().map((of) => ({ value: 90, of })));
    expect(told.metrics('CanariesSent')).toEqual([{ value: 10 }, { value: 10 }]);
    expect([...state.keys()].filter((key) => key.includes('/state/') || key.startsWith('alerts'))).toEqual(
      [],
    );
  });

  it('are objects of a folder of their own, which raw objects are told of by', async () => {
    await canary(SENT);

    expect(objects().sort()).toEqual(
      ['CloudTrail', 'CloudWatchLogs', 'GuardDuty', 'SecurityHub', 'vpcdnsquerylogs', 'vpcflowlogs'].map(
        (folder) => `canary/AWSLogs/000000000000/${folder}/2024/08/12/canary-2024081210.gz`,
      ),
    );
    for (const key of objects()) {
      expect(gunzipSync(s3.objects.get(key) ?? '').toString()).toContain('2024081210');
    }
  });

  it('go on the bus as what they are, under no name of AWS', async () => {
    await canary(SENT);

    expect(aws.inputs('PutEvents').map(({ Entries }) => object(list(Entries)[0]))).toEqual(
      ['AWS API Call via CloudTrail', 'GuardDuty Finding', 'Security Hub Findings - Imported'].map((type) =>
        expect.objectContaining({
          EventBusName: 'acme-security',
          Source: 'kumomori.canary',
          DetailType: type,
        }),
      ),
    );
    expect(aws.inputs('PutRecord')).toMatchObject([{ StreamName: 'acme-logs' }]);
  });

  it.each([
    ['nobody told the pipeline of it', (keys: string[]) => keys.slice(1), /no batch claimed canary/],
    [
      'its record was broken on the way',
      (keys: string[]) => {
        s3.objects.set(keys[0] ?? '', Buffer.from('{"no":"source knows this"}'));
        return keys;
      },
      /made no event of its record: it was quarantined/,
    ],
    [
      'no rule finds its event',
      (keys: string[]) => {
        const [key = ''] = keys;
        const record = gunzipSync(s3.objects.get(key) ?? '').toString();
        s3.objects.set(key, Buffer.from(record.replaceAll('kumomori-canary', 'somebody')));
        return keys;
      },
      /has its event, and no rule found it/,
    ],
  ])('are lost where %s', async (_what, hurt, reason) => {
    await canary(SENT);
    await normalize(hurt(objects().sort()));
    await detect();

    await canary(SENT + 3_600_000);

    expect(lost()).toEqual(['aws-cloudtrail']);
    expect(verdicts().filter(({ level }) => level === 'ERROR')).toEqual([
      expect.objectContaining({
        source: 'aws-cloudtrail',
        way: 'object',
        lost: expect.stringMatching(reason),
      }),
    ]);
  });

  it('are lost where a batch claimed them and was not committed', async () => {
    await canary(SENT);
    await normalize();
    await detect();
    for (const key of [...s3.objects.keys()].filter((one) => one.startsWith('state/commits/'))) {
      s3.objects.delete(key);
    }

    await canary(SENT + 3_600_000);

    expect(lost()).toEqual([...SOURCES].sort());
    expect(JSON.stringify(verdicts())).toContain('claimed it and is not committed');
  });

  it('are lost where no stream brought them, and those of objects are not', async () => {
    await canary(SENT);
    await normalize();

    await canary(SENT + 3_600_000);

    expect(lost()).toEqual([...STREAMED].sort());
    expect(new Set(verdicts().flatMap(({ lost: why, way }) => (why ? [`${way}: ${why}`] : [])))).toEqual(
      new Set(['stream: no rule saw it in the stream']),
    );
  });

  it.each([
    [
      'the bus',
      () => aws.on('PutEvents', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSource' }] }),
      ['aws-cloudtrail', 'aws-guardduty', 'aws-security-hub'],
      'bus acme-security answered 200: NotAuthorizedForSource',
    ],
    [
      'the stream of log groups',
      () => aws.on('PutRecord', { status: 400, body: { __type: 'ResourceNotFoundException' } }),
      ['aws-lambda'],
      'stream acme-logs answered 400: ',
    ],
    [
      'a folder of the raw bucket',
      () => {
        s3.trouble = (method, key) => (method === 'PUT' && key.includes('/vpcflowlogs/') ? 403 : undefined);
      },
      ['aws-vpc-flow'],
      'it could not be sent: ',
    ],
  ])('are lost at once where %s is closed, and the others go all the same', async (_what, close, of, why) => {
    close();

    await canary(SENT);

    expect(lost()).toEqual(of);
    expect(JSON.stringify(verdicts())).toContain(why);
    expect(told.metrics('CanariesSent')).toEqual([{ value: 10 - of.length }]);
    s3.trouble = () => undefined;
  });

  it.each([
    ['was lost', 'closed by nobody'],
    ['could not be sent', 'closed'],
  ])('go every hour after one %s, until one comes through', async (_what, way) => {
    settle([{ source: 'aws-guardduty', ways: ['stream'], everyHours: 2 }]);
    if (way === 'closed') {
      aws.on('PutEvents', { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
    }
    await canary(SENT);
    aws.on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    aws.calls.length = 0;
    await canary(SENT + 3_600_000);
    await detect();
    await canary(SENT + 2 * 3_600_000);
    await detect();
    await canary(SENT + 3 * 3_600_000);

    expect(told.metrics('CanaryLost').map(({ value }) => value)).toEqual([1, 0, 0]);
    expect(told.metrics('CanariesSent').map(({ value }) => value)).toEqual([
      way === 'closed' ? 0 : 1,
      1,
      1,
      0,
    ]);
  });

  it('are judged once, and sent once an hour, however often a round is run', async () => {
    await canary(SENT);
    await normalize();
    await detect();
    await canary(SENT + 60_000);
    expect(told.metrics('CanariesSent').map(({ value }) => value)).toEqual([10, 0]);
    expect(verdicts()).toEqual([]);

    await canary(SENT + 3_600_000);
    told.clear();
    await canary(SENT + 3_660_000);

    expect(verdicts()).toEqual([]);
  });

  it('say where they lack their settings', async () => {
    process.env.SETTINGS = '{}';

    await expect(canary(SENT)).rejects.toThrow('deploy Security/SelfCheck again');
  });
});
