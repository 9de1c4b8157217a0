import { composeTest } from '../../../../lib/alerts/compose-test';
import type { Notification } from '../../../../lib/ports/notifier';
import { sendMessages } from '../../../../lib/targets/aws/queue';
import { secretsManager } from '../../../../lib/targets/aws/secrets';
import { type SignedPost, signedPost } from '../../../../lib/targets/aws/signed-post';
import { topicNotifier } from '../../../../lib/targets/aws/topic-notifier';
import { FakeAws } from './fake-aws';

const aws = new FakeAws();
let post: (service: string) => SignedPost;
const waited: number[] = [];

beforeAll(async () => {
  const endpoint = await aws.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const pause = async (ms: number) => waited.push(ms);
  post = (service) => signedPost(service, 'eu-west-1', { endpoint, credentials, pause });
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.calls.length = 0;
  waited.length = 0;
  aws.answers.clear();
});

const NOTIFICATION: Notification = {
  channel: 'native',
  idempotencyKey: 'f'.repeat(64),
  message: composeTest('native', { language: 'en', timeZone: 'UTC' }, 0),
};
const TOPIC = 'arn:aws:sns:eu-west-1:1:alerts';

describe('an alert to a topic', () => {
  const send = () => topicNotifier(post('sns'), TOPIC).send(NOTIFICATION);

  it('is one publication, as a mail, under its idempotency key', async () => {
    aws.on('Publish', '<PublishResult><MessageId>1</MessageId></PublishResult>');

    expect(await send()).toEqual({ outcome: 'sent' });
    expect(aws.inputs('Publish')).toEqual([
      expect.objectContaining({
        TopicArn: TOPIC,
        Subject: expect.stringMatching(/^[\x20-\x7e]{1,99}$/),
        'MessageAttributes.entry.1.Name': 'idempotency_key',
        'MessageAttributes.entry.1.Value.StringValue': 'f'.repeat(64),
      }),
    ]);
    expect(aws.calls[0]?.authorization).toContain('/eu-west-1/sns/aws4_request');
  });

  it.each([
    ['InvalidParameter', 400, 'refuse', 0],
    ['AuthorizationError', 403, 'retry', 0],
    ['KMSDisabledException', 400, 'retry', 0],
    ['Throttling', 400, 'retry', 3],
    ['InternalError', 500, 'retry', 3],
  ])('that SNS answers with %s comes to %s', async (code, status, outcome, again) => {
    aws.on('Publish', { status, body: `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>` });

    expect(await send()).toEqual({ outcome, reason: `SNS answered ${status} (${code})` });
    expect(waited).toHaveLength(again);
  });

  it('comes again when nobody answers', async () => {
    const nowhere = signedPost('sns', 'eu-west-1', {
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      attempts: 1,
    });

    expect(await topicNotifier(nowhere, TOPIC).send(NOTIFICATION)).toMatchObject({ outcome: 'retry' });
  });
});

describe('messages to a queue', () => {
  const bodies = Array.from({ length: 23 }, (_, i) => `{"n":${i}}`);

  it('go ten at a time', async () => {
    aws.on('SendMessageBatch', { Successful: [], Failed: [] });

    await sendMessages(post('sqs'), 'https://q', bodies);

    const sent = aws
      .inputs('SendMessageBatch')
      .map(({ Entries }) => (Array.isArray(Entries) ? Entries.length : 0));
    expect(sent).toEqual([10, 10, 3]);
  });

  it.each([
    ['one is not taken', { Failed: [{ Id: '0', Message: 'too long' }] }, 'too long'],
    ['the queue is gone', { status: 400, body: { __type: 'QueueDoesNotExist' } }, 'QueueDoesNotExist'],
  ])('fail when %s', async (_what, answer, reason) => {
    aws.on('SendMessageBatch', () => answer);

    await expect(sendMessages(post('sqs'), 'https://q', bodies)).rejects.toThrow(reason);
  });
});

describe('secrets of Secrets Manager', () => {
  const secrets = () => secretsManager(post('secretsmanager'));

  it('are read by name', async () => {
    aws.on('GetSecretValue', ({ input }) => ({ SecretString: `of ${String(input.SecretId)}` }));

    expect(await secrets().get('acme/slack')).toBe('of acme/slack');
  });

  it('are undefined when there is none of that name', async () => {
    aws.on('GetSecretValue', { status: 400, body: { __type: 'ResourceNotFoundException' } });

    expect(await secrets().get('acme/slack')).toBeUndefined();
  });

  it('that may not be read are an error that names them', async () => {
    aws.on('GetSecretValue', { status: 400, body: { __type: 'AccessDeniedException' } });

    await expect(secrets().get('acme/slack')).rejects.toThrow('secret acme/slack cannot be read: HTTP 400');
  });
});
