import { handler as approveHandler } from '../../../functions/aws/approve';
import { handler as stepHandler } from '../../../functions/aws/approve-step';
import { approve, requestApproval } from '../../../functions/local/commands/approve';
import type { Settled } from '../../../lib/alerts/respond/steps';
import { ALICE, BOB, EXECUTION, REQUEST } from '../../lib/alerts/respond/support';
import { answerDynamo } from '../../lib/targets/aws/fake-dynamo';
import { listen, type Told } from '../../support/telemetry';
import { awsDesk } from '../local/support/aws';

const TOKEN = 'AQCEAAAAKgAAAAM-secret-task-token';
const INVOKE = 'POST /2015-03-31/functions/acme-approve/invocations';
const MACHINE = 'arn:aws:states:eu-west-1:222222222222:stateMachine:acme-approval';

const { aws, config, run } = awsDesk();
let told: Told;

beforeEach(() => {
  process.env.SETTINGS = JSON.stringify({
    home: 'eu-west-1',
    account: '222222222222',
    platform: 'acme',
    table: 'acme-state',
    key: 'arn:aws:kms:eu-west-1:222222222222:key/k',
    topic: 'arn:aws:sns:eu-west-1:222222222222:acme-alerts',
    machine: MACHINE,
    responders: 'acme-responders',
    language: 'en',
    timeZone: 'UTC',
  });
  answerDynamo(aws);
  aws.on('Encrypt', ({ input }) => ({
    CiphertextBlob: Buffer.from(`sealed ${input.Plaintext}`).toString('base64'),
  }));
  aws.on('Decrypt', ({ input }) => ({
    Plaintext: Buffer.from(String(input.CiphertextBlob), 'base64').toString().replace('sealed ', ''),
  }));
  aws.on('Publish', '<PublishResult/>');
  aws.on('SendTaskSuccess', {});
  told = listen();
});
afterEach(() => jest.restoreAllMocks());

/** Whoever signs from here on. */
const signedInAs = (arn: string) =>
  aws.on('GetCallerIdentity', `<GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult>`);

/** Calls a command of the command line, and gives what it sent to the function to it, as Lambda would. */
async function through(command: () => Promise<void>) {
  aws.on(INVOKE, { ok: true, value: { approval: 'a', status: 'sent', by: 'you' } });
  const printed = await run(command);
  const answer = await approveHandler(aws.inputs(INVOKE).at(-1));
  return { printed, answer };
}

async function asked(): Promise<string> {
  const begun = await stepHandler({ step: 'begin', execution: EXECUTION, request: REQUEST });
  const { approval } = begun as { readonly approval: string };
  await stepHandler({ step: 'ask', approval, token: TOKEN });
  return approval;
}

describe('an approval, from request to decision', () => {
  it('is given on the command line by somebody else, and lets the state machine go on', async () => {
    const approval = await asked();
    signedInAs(BOB);

    const { answer } = await through(() => approve(approval, { config: config(), reason: 'seen it' }));
    const settled = (await stepHandler({ step: 'settle', approval })) as Settled;

    expect(answer).toEqual({ ok: true, value: { approval, status: 'approved', by: BOB } });
    expect(aws.inputs('SendTaskSuccess')).toEqual([{ taskToken: TOKEN, output: '{}' }]);
    expect(settled).toMatchObject({ decision: 'approved', decided_by: BOB, decided_reason: 'seen it' });
    expect(aws.inputs('Publish').map(({ Subject }) => Subject)).toEqual([
      `[approval] requested (${approval.slice(0, 8)})`,
      `[approval] approved (${approval.slice(0, 8)})`,
    ]);
  });

  it('is not given by who requested it, nor by who is none of the responders', async () => {
    const approval = await asked();
    const asking = () => approve(approval, { config: config(), reason: 'mine' });

    signedInAs(ALICE);
    const own = await through(asking);
    signedInAs('arn:aws:sts::222222222222:assumed-role/Admin/bob');
    const stranger = await through(asking);
    aws.on('GetCallerIdentity', { status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' });
    const forged = await through(asking);

    expect([own, stranger, forged].map(({ answer }) => !answer.ok && answer.problem)).toEqual([
      expect.stringContaining('somebody else must approve it'),
      expect.stringContaining('only people with the role or permission set acme-responders'),
      expect.stringContaining('AWS does not know the signature'),
    ]);
    expect(aws.inputs('SendTaskSuccess')).toEqual([]);
    expect((await stepHandler({ step: 'settle', approval })) as Settled).toMatchObject({
      decision: 'denied',
      status: 'expired',
    });
  });

  it('is denied with --deny', async () => {
    const approval = await asked();
    signedInAs(BOB);

    await through(() => approve(approval, { config: config(), reason: 'a drill', deny: true }));

    expect((await stepHandler({ step: 'settle', approval })) as Settled).toMatchObject({
      decision: 'denied',
      status: 'denied',
      decided_by: BOB,
    });
  });

  it('has its token in no message, log line or record', async () => {
    const approval = await asked();
    signedInAs(BOB);
    await through(() => approve(approval, { config: config(), reason: 'seen' }));
    await stepHandler({ step: 'settle', approval });

    const spoken = JSON.stringify([
      told.lines(),
      aws.inputs('Publish'),
      aws.inputs('PutItem'),
      aws.inputs(INVOKE),
    ]);
    expect(spoken).not.toContain(TOKEN);
    expect(told.lines().map(({ message }) => message)).toEqual(['requested', 'asked', 'granted', 'settled']);
  });

  it('is requested on the command line in the name of who signed', async () => {
    signedInAs(ALICE);
    aws.on('StartExecution', { executionArn: EXECUTION });
    const { alert, action, target, reason } = REQUEST;

    const { answer } = await through(() =>
      requestApproval({ config: config(), alert, action, target, reason, minutes: '30' }),
    );

    const [started] = aws.inputs('StartExecution');
    expect(started).toMatchObject({
      stateMachineArn: MACHINE,
      name: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(String(started?.input))).toEqual({
      alert,
      action,
      target,
      reason,
      expires: expect.stringMatching(/^20\d\d-/),
      requested_by: ALICE,
    });
    expect(answer).toMatchObject({ ok: true, value: { status: 'open', by: ALICE } });
  });
});

describe('the command line', () => {
  it('says what was done, and fails when it was refused', async () => {
    const done = await through(() => approve('a'.repeat(32), { config: config(), reason: 'seen' }));
    aws.on(INVOKE, { ok: false, problem: 'approval a: there is none' });
    const refused = await run(() => approve('a'.repeat(32), { config: config(), reason: 'seen' }));

    expect(done.printed).toMatchObject({ out: 'approval a: sent (you: you)\n', status: 0 });
    expect(refused).toMatchObject({ err: 'kumomori: refused: approval a: there is none\n', status: 1 });
  });

  it.each([
    [() => approve('abc', { config: config(), reason: 'r' }), 'approval: give its id'],
    [() => approve('a'.repeat(32), { config: config(), reason: ' ' }), 'reason: say why'],
    [
      () => requestApproval({ ...REQUEST, config: config(), minutes: '2000' }),
      '--minutes: expected 2 to 1440, got 2000',
    ],
  ])('asks nobody where something lacks', async (command, message) => {
    await expect(command()).rejects.toThrow(message);
    expect(aws.calls).toEqual([]);
  });
});

describe('the functions', () => {
  it('say where they lack their settings', async () => {
    process.env.SETTINGS = '{"home":"eu-west-1"}';

    await expect(approveHandler({})).rejects.toThrow('deploy Security/Respond again');
  });

  it('fail, for the state machine to try again, when nobody could be told', async () => {
    aws.on('Publish', { status: 403, body: '<Error><Code>AuthorizationError</Code></Error>' });

    await expect(asked()).rejects.toThrow('SNS answered 403 (AuthorizationError)');
  });
});
