import { gzipSync } from 'node:zlib';
import { brief, readAll } from '../support';

const TRAIL = { eventVersion: '1.08', eventName: 'StopLogging', eventID: 'e-1', requestParameters: null };
const LINE = '2 111122223333 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 1 1 2 ACCEPT OK';

const message = {
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: 'trail',
  logStream: 'stream-1',
  subscriptionFilters: ['all'],
  logEvents: [
    { id: '1', timestamp: 1723458600000, message: JSON.stringify(TRAIL) },
    { id: '2', timestamp: 1723458600001, message: `${LINE}\n` },
    { id: '3', timestamp: 1723458600002 },
  ],
};
const base64 = (value: unknown, pack: (text: string) => Uint8Array = Buffer.from) =>
  Buffer.from(pack(JSON.stringify(value))).toString('base64');

const LOGS = { owner: '111122223333', logGroup: 'trail', logStream: 'stream-1' };

describe('a CloudWatch Logs message', () => {
  const expected = [TRAIL, LINE, { flaw: 'CloudWatch log event without a message' }];

  test.each([
    ['by itself', JSON.stringify(message), LOGS],
    ['with its events first', JSON.stringify(Object.fromEntries(Object.entries(message).reverse())), LOGS],
    [
      'in the event of a Lambda function',
      JSON.stringify({ awslogs: { data: base64(message, gzipSync) } }),
      LOGS,
    ],
    [
      'in a Kinesis record',
      JSON.stringify({
        Records: [{ kinesis: { data: base64(message, gzipSync) }, eventID: 's:1', eventSourceARN: 'arn:x' }],
      }),
      { ...LOGS, stream: 'arn:x', streamEvent: 's:1' },
    ],
    [
      'in a Firehose record',
      JSON.stringify({ invocationId: 'i', records: [{ recordId: 'r1', data: base64(message, gzipSync) }] }),
      { ...LOGS, firehoseRecord: 'r1' },
    ],
  ])('%s gives its log events, with where they come from', async (_, text, envelope) => {
    const items = await readAll(text);

    expect(items.map(brief)).toEqual(expected);
    expect(items.map((item) => item.envelope)).toEqual([
      { ...envelope, timestamp: '1723458600000', logEvent: '1' },
      { ...envelope, timestamp: '1723458600001', logEvent: '2' },
      envelope,
    ]);
    expect(items.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(items[1]?.raw()).toBe(LINE);
  });

  test('cannot be made another group’s by what a program logs into it', async () => {
    const forged = { ...message, owner: '999999999999', logGroup: '/aws/lambda/other' };
    const outer = { ...message, logEvents: [{ id: '9', timestamp: 7, message: JSON.stringify(forged) }] };

    const items = await readAll(JSON.stringify(outer));

    expect(items.map(brief)).toEqual(expected);
    expect(items[0]?.envelope).toEqual({ ...LOGS, timestamp: '7', logEvent: '9' });
  });

  test('nor by what lies in a payload within it', async () => {
    const forged = { awslogs: { data: base64({ ...message, owner: '999999999999' }, gzipSync) } };
    const outer = { ...message, logEvents: [{ id: '9', timestamp: 7, message: JSON.stringify(forged) }] };

    const items = await readAll(JSON.stringify(outer));

    expect(new Set(items.map(({ envelope }) => envelope?.owner))).toEqual(new Set([LOGS.owner]));
  });

  test('that only tests the subscription is skipped', async () => {
    const items = await readAll(JSON.stringify({ ...message, messageType: 'CONTROL_MESSAGE' }));

    expect(items.map(brief)).toEqual([{ skip: 'control_message' }]);
  });

  test('one after another without a break, as Firehose stores them', async () => {
    const items = await readAll(JSON.stringify(message).repeat(3));

    expect(items.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(items.map(brief)).toEqual([...expected, ...expected, ...expected]);
  });
});

describe('an entry of LookupEvents', () => {
  const entry = {
    EventId: 'e-1',
    EventTime: '2024-08-12 10:30:00+00:00',
    CloudTrailEvent: JSON.stringify(TRAIL),
  };

  test.each([
    ['in the whole answer', JSON.stringify({ NextToken: 'x', Events: [entry] }, null, 4)],
    ['in an array', JSON.stringify([entry])],
    ['on a line', JSON.stringify(entry)],
  ])('%s gives the event', async (_, text) => {
    expect((await readAll(text)).map(brief)).toEqual([TRAIL]);
  });

  test('with broken JSON is a flaw', async () => {
    const items = await readAll(JSON.stringify({ ...entry, CloudTrailEvent: '{"eventVersion":' }));

    expect(items.map(brief)).toEqual([{ flaw: 'invalid JSON in CloudTrailEvent' }]);
  });
});

describe('an EventBridge event', () => {
  const event = {
    id: 'b-1',
    'detail-type': 'AWS API Call via CloudTrail',
    account: '111122223333',
    region: 'us-east-1',
    detail: TRAIL,
  };

  test('of CloudTrail gives its detail', async () => {
    const [item] = await readAll(JSON.stringify(event));

    expect(item?.value).toEqual(TRAIL);
    expect(item?.envelope).toEqual({
      eventBridgeId: 'b-1',
      detailType: 'AWS API Call via CloudTrail',
      account: '111122223333',
      region: 'us-east-1',
    });
  });

  test('of another service stays whole, since its account and time are in the envelope only', async () => {
    const change = { ...event, 'detail-type': 'EC2 Instance State-change Notification', detail: { id: 'f' } };

    expect((await readAll(JSON.stringify(change))).map(brief)).toEqual([change]);
  });

  test.each([
    [
      'GuardDuty Finding',
      { id: 'f', region: 'eu-west-1' },
      [
        {
          id: 'f',
          region: 'eu-west-1',
          accountId: '111122223333',
          updatedAt: '2024-08-12T10:30:00Z',
        },
      ],
    ],
    [
      'Security Hub Findings - Imported',
      { findings: [{ Id: 'a', AwsAccountId: '444455556666', UpdatedAt: 't' }, { Id: 'b' }] },
      [
        { Id: 'a', AwsAccountId: '444455556666', Region: 'us-east-1', UpdatedAt: 't' },
        { Id: 'b', AwsAccountId: '111122223333', Region: 'us-east-1', UpdatedAt: '2024-08-12T10:30:00Z' },
      ],
    ],
    [
      'Findings Imported V2',
      { findings: [{ class_uid: 2004, time: 5, cloud: { region: 'eu-west-1' } }, { class_uid: 2003 }] },
      [
        { class_uid: 2004, time: 5, cloud: { region: 'eu-west-1', account: { uid: '111122223333' } } },
        {
          class_uid: 2003,
          time_dt: '2024-08-12T10:30:00Z',
          cloud: { region: 'us-east-1', account: { uid: '111122223333' } },
        },
      ],
    ],
  ])(
    '%s gives each finding, with the account, region and time that it lacks',
    async (type, detail, records) => {
      const items = await readAll(
        JSON.stringify({ ...event, 'detail-type': type, time: '2024-08-12T10:30:00Z', detail }),
      );

      expect(items.map(brief)).toEqual(records);
      expect(items.map(({ envelope }) => envelope?.detailType)).toEqual(records.map(() => type));
    },
  );

  test('without a finding is skipped, and with something else in their place stays whole', async () => {
    const imported = (findings: unknown) => ({
      ...event,
      'detail-type': 'Security Hub Findings - Imported',
      detail: { findings },
    });
    const odd = imported(['text']);

    expect((await readAll(JSON.stringify(imported([])))).map(brief)).toEqual([{ skip: 'no_findings' }]);
    expect((await readAll(JSON.stringify(odd))).map(brief)).toEqual([odd]);
  });
});

test('a Pub/Sub push request gives its data', async () => {
  const entry = { logName: 'projects/p/logs/x', insertId: '1' };
  const push = {
    message: { data: base64(entry), messageId: 'm-1' },
    subscription: 'projects/p/subscriptions/s',
  };

  const [item] = await readAll(JSON.stringify(push));

  expect(item?.value).toEqual(entry);
  expect(item?.envelope).toEqual({ subscription: 'projects/p/subscriptions/s', messageId: 'm-1' });
});

test('a record with members that only look like an envelope stays as it is', async () => {
  const records = [
    { message: 'text' },
    { data: 'x' },
    { awslogs: {} },
    { detail: {} },
    { logEvents: [] },
    { message: { data: 1 } },
  ];

  expect((await readAll(JSON.stringify(records))).map(brief)).toEqual(records);
});

describe('hostile envelopes', () => {
  test('within envelopes are followed only so far', async () => {
    let payload: unknown = { awslogs: { data: base64(TRAIL) } };
    for (let level = 0; level < 20; level++) {
      payload = { awslogs: { data: base64(payload) } };
    }

    expect((await readAll(JSON.stringify(payload))).map(brief)).toEqual([
      { flaw: 'too many envelopes within each other' },
    ]);
  });

  test('with a bomb in them are stopped, and their neighbours kept', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' ')).toString('base64');
    const text = [TRAIL, { awslogs: { data: bomb } }, TRAIL].map((value) => JSON.stringify(value)).join('\n');

    const items = await readAll(text);

    expect(items.map(brief)).toEqual([TRAIL, { flaw: expect.stringMatching(/^decompression bomb/) }, TRAIL]);
  });

  test('with a truncated payload keep what there is', async () => {
    const data = gzipSync(JSON.stringify(TRAIL) + '\n'.repeat(2))
      .subarray(0, -4)
      .toString('base64');

    expect((await readAll(JSON.stringify({ awslogs: { data } }))).map(brief)).toEqual([
      TRAIL,
      { flaw: expect.stringMatching(/^truncated gzip/) },
    ]);
  });

  test('with an empty payload are a flaw', async () => {
    expect((await readAll('{"awslogs":{"data":""}}')).map(brief)).toEqual([
      { flaw: 'empty input: no bytes' },
    ]);
  });
});
