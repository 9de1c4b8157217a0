import type { Notification } from '../../../../lib/ports/notifier';
import { entryOf, eventBusNotifier } from '../../../../lib/targets/aws/event-bus-notifier';
import { signedPost } from '../../../../lib/targets/aws/signed-post';
import { hugeMessage, sampleMessage } from '../../alerts/formats/sample-message';
import { FakeAws } from './fake-aws';

const aws = new FakeAws();
let send: () => ReturnType<ReturnType<typeof eventBusNotifier>['send']>;
let tries = 0;

const NOTIFICATION: Notification = {
  channel: 'native',
  idempotencyKey: 'f'.repeat(64),
  message: sampleMessage(),
};

beforeAll(async () => {
  const endpoint = await aws.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const pause = async () => {
    tries += 1;
  };
  const post = signedPost('events', 'eu-west-1', { endpoint, credentials, pause });
  send = () => eventBusNotifier(post, 'acme-findings').send(NOTIFICATION);
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.calls.length = 0;
  tries = 0;
});

describe('an alert to the bus', () => {
  it('is one event with fixed names, the finding, and the idempotency key in it', async () => {
    aws.on('PutEvents', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] });

    expect(await send()).toEqual({ outcome: 'sent' });
    const [{ Entries } = {}] = aws.inputs('PutEvents');
    expect(Entries).toEqual([
      {
        EventBusName: 'acme-findings',
        Source: 'kumomori',
        DetailType: 'Kumomori Alert Opened',
        Time: 1723458600,
        Detail: expect.any(String),
      },
    ]);
    expect(JSON.parse(String((Entries as { Detail: string }[])[0]?.Detail))).toMatchObject({
      class_uid: 2004,
      metadata: { uid: 'f'.repeat(64) },
      finding_info: { uid: '0123456789abcdef0123456789abcdef' },
    });
    expect(aws.calls[0]?.authorization).toContain('/eu-west-1/events/aws4_request');
  });

  it.each([
    ['ThrottlingException', 'retry'],
    ['InternalFailure', 'retry'],
    ['AccessDeniedException', 'retry'],
    ['MalformedDetail', 'refuse'],
    ['InvalidArgument', 'refuse'],
  ])('whose entry fails with %s comes to %s, though the call was taken', async (ErrorCode, outcome) => {
    aws.on('PutEvents', { FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'no' }] });

    expect(await send()).toEqual({ outcome, reason: `EventBridge answered 200 (${ErrorCode})` });
  });

  it.each([
    ['ResourceNotFoundException', 400, 'retry', 0],
    ['ValidationException', 400, 'refuse', 0],
    ['ThrottlingException', 400, 'retry', 3],
    ['InternalException', 500, 'retry', 3],
  ])('that is answered with %s comes to %s', async (code, status, outcome, again) => {
    aws.on('PutEvents', { status, body: { __type: `com.amazonaws.events#${code}` } });

    expect(await send()).toEqual({ outcome, reason: `EventBridge answered ${status} (${code})` });
    expect(tries).toBe(again);
  });

  it('is below 256 KB as EventBridge counts, at its largest', () => {
    const { Source, DetailType, Detail } = entryOf('b', { ...NOTIFICATION, message: hugeMessage() });
    const bytes = 14 + [Source, DetailType, Detail].reduce((sum, part) => sum + Buffer.byteLength(part), 0);

    expect(bytes).toBeGreaterThan(100 * 1024);
    expect(bytes).toBeLessThanOrEqual(256 * 1024);
  });
});
