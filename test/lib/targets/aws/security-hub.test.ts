import type { Notification } from '../../../../lib/ports/notifier';
import { IMPORT_PATH, securityHub } from '../../../../lib/targets/aws/security-hub';
import { signedPost } from '../../../../lib/targets/aws/signed-post';
import { sampleMessage } from '../../alerts/formats/sample-message';
import { FakeAws } from './fake-aws';

const IMPORT = `POST ${IMPORT_PATH}`;
const PRODUCT = 'arn:aws:securityhub:eu-west-1:222222222222:product/222222222222/default';
const NOTIFICATION: Notification = {
  channel: 'hub',
  idempotencyKey: 'f'.repeat(64),
  message: sampleMessage(),
};

const aws = new FakeAws();
let send: () => ReturnType<ReturnType<typeof securityHub>['send']>;

beforeAll(async () => {
  const endpoint = await aws.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const post = signedPost('securityhub', 'eu-west-1', {
    endpoint,
    credentials,
    path: IMPORT_PATH,
    pause: async () => undefined,
  });
  send = () => securityHub(post, PRODUCT).send(NOTIFICATION);
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.calls.length = 0;
});

describe('an alert to Security Hub', () => {
  it('is imported as one finding', async () => {
    aws.on(IMPORT, { SuccessCount: 1, FailedCount: 0, FailedFindings: [] });

    expect(await send()).toEqual({ outcome: 'sent' });
    expect(aws.inputs(IMPORT)).toEqual([
      { Findings: [expect.objectContaining({ Id: NOTIFICATION.message.ids.alert, ProductArn: PRODUCT })] },
    ]);
    expect(aws.calls[0]?.authorization).toContain('/eu-west-1/securityhub/aws4_request');
  });

  it.each([
    ['InvalidInput', 'refuse'],
    ['InternalError', 'retry'],
  ])('that is not taken with %s comes to %s, though the call was', async (ErrorCode, outcome) => {
    const FailedFindings = [{ Id: 'a', ErrorCode, ErrorMessage: 'no' }];
    aws.on(IMPORT, { SuccessCount: 0, FailedCount: 1, FailedFindings });

    expect(await send()).toEqual({ outcome, reason: `Security Hub answered 200 (${ErrorCode})` });
  });

  it.each([
    ['InvalidInputException', 400, 'refuse'],
    ['InvalidAccessException', 401, 'retry'],
    ['AccessDeniedException', 403, 'retry'],
    ['LimitExceededException', 429, 'retry'],
    ['InternalException', 500, 'retry'],
  ])('that is answered with %s comes to %s', async (Code, status, outcome) => {
    aws.on(IMPORT, { status, body: { Code, Message: 'no' } });

    expect(await send()).toEqual({ outcome, reason: `Security Hub answered ${status} (${Code})` });
  });
});
