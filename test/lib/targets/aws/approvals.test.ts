import { approvalMachine } from '../../../../lib/targets/aws/approval-machine';
import { approvalTokens } from '../../../../lib/targets/aws/approval-tokens';
import { invokeFunction } from '../../../../lib/targets/aws/invoke-function';
import { type SignedPost, signedPost } from '../../../../lib/targets/aws/signed-post';
import { FakeAws } from './fake-aws';

const MACHINE = 'arn:aws:states:eu-west-1:222222222222:stateMachine:acme-approval';
const KEY = 'arn:aws:kms:eu-west-1:222222222222:key/k';
const TOKEN = 'AQCEAAAAKgAAAAM-secret';

const aws = new FakeAws();
let post: (service: string) => SignedPost;
let options: { endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  options = { endpoint: await aws.start(), credentials };
  post = (service) => signedPost(service, 'eu-west-1', { ...options, pause: async () => undefined });
});
afterAll(() => aws.stop());
beforeEach(() => {
  aws.calls.length = 0;
  aws.answers.clear();
});

describe('task tokens', () => {
  const tokens = () => approvalTokens(post('kms'), KEY);

  it('are sealed by the key for their approval alone, and opened again', async () => {
    aws.on('Encrypt', ({ input }) => ({ CiphertextBlob: `sealed ${String(input.Plaintext)}` }));
    aws.on('Decrypt', ({ input }) => ({ Plaintext: String(input.CiphertextBlob).replace('sealed ', '') }));

    const sealed = await tokens().seal('a1', TOKEN);

    expect(await tokens().open('a1', sealed)).toBe(TOKEN);
    const context = { purpose: 'kumomori-approval', approval: 'a1' };
    for (const input of [...aws.inputs('Encrypt'), ...aws.inputs('Decrypt')]) {
      expect(input).toMatchObject({ KeyId: KEY, EncryptionContext: context });
    }
  });

  it('are in no error', async () => {
    const body = { __type: 'com.amazonaws.kms#AccessDeniedException', message: TOKEN };
    aws.on('Encrypt', { status: 400, body });

    const failed = tokens().seal('a1', TOKEN);

    await expect(failed).rejects.toThrow('approval a1: KMS Encrypt answered 400 (AccessDeniedException)');
    await expect(failed).rejects.not.toThrow(TOKEN);
  });
});

describe('the state machine', () => {
  const machine = () => approvalMachine(post('states'), MACHINE);

  it('goes on with a token, which says nothing of what was decided', async () => {
    aws.on('SendTaskSuccess', {});

    await machine().resume(TOKEN);

    expect(aws.inputs('SendTaskSuccess')).toEqual([{ taskToken: TOKEN, output: '{}' }]);
  });

  it.each(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'])(
    'that no longer waits (%s) is left alone',
    async (code) => {
      aws.on('SendTaskSuccess', { status: 400, body: { __type: `com.amazonaws.swf#${code}` } });

      await expect(machine().resume(TOKEN)).resolves.toBeUndefined();
    },
  );

  it('that cannot be reached is an error without the token', async () => {
    aws.on('SendTaskSuccess', { status: 400, body: { __type: 'AccessDeniedException', message: TOKEN } });

    const failed = machine().resume(TOKEN);

    await expect(failed).rejects.toThrow(
      'Step Functions SendTaskSuccess answered 400 (AccessDeniedException)',
    );
    await expect(failed).rejects.not.toThrow(TOKEN);
  });

  it('is started once for each name', async () => {
    const executionArn = 'arn:aws:states:eu-west-1:222222222222:execution:acme-approval:n';
    aws.on('StartExecution', { executionArn });
    const first = await machine().start('n', { a: 1 });
    aws.on('StartExecution', { status: 400, body: { __type: 'ExecutionAlreadyExists' } });

    expect(await machine().start('n', { a: 1 })).toBe(first);
    expect(first).toBe(executionArn);
    expect(aws.inputs('StartExecution')[0]).toEqual({
      stateMachineArn: MACHINE,
      name: 'n',
      input: '{"a":1}',
    });
  });
});

describe('a function', () => {
  const PATH = 'POST /2015-03-31/functions/acme-approve/invocations';
  const invoke = () => invokeFunction('acme-approve', 'eu-west-1', { n: 1 }, options);

  it('is called by name, and answers', async () => {
    aws.on(PATH, ({ input }) => ({ got: input }));

    expect(await invoke()).toEqual({ got: { n: 1 } });
    expect(aws.calls[0]?.authorization).toContain('/eu-west-1/lambda/aws4_request');
  });

  it.each([
    ['may not be called', { status: 403, body: { Message: 'not authorized' } }, 'cannot be called: 403'],
    ['fails', { errorMessage: 'SETTINGS: …', errorType: 'Error' }, 'failed: SETTINGS'],
  ])('that %s is an error', async (_, answer, message) => {
    aws.on(PATH, answer);

    await expect(invoke()).rejects.toThrow(message);
  });
});
