import fc from 'fast-check';
import { grantWish } from '../../../../lib/alerts/respond/grant-wish';
import { checkResponder } from '../../../../lib/alerts/respond/person';
import { parseProof } from '../../../../lib/alerts/respond/proof';
import { approvalId, ask, begin } from '../../../../lib/alerts/respond/steps';
import { claimOf, parseWish, type Wish } from '../../../../lib/alerts/respond/wish';
import { ACCOUNT, ALICE, ApprovalWorld, BOB, EXECUTION, REQUEST, session } from './support';

const ID = approvalId(EXECUTION);
const RESPONDERS = { account: ACCOUNT, name: 'acme-responders' };
const PROOF = {
  authorization: `AWS4-HMAC-SHA256 Credential=ASIAX/20240812/eu-west-1/sts/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-kumomori-claim, Signature=${'0'.repeat(64)}`,
  date: '20240812T103000Z',
};
const APPROVE: Wish = { do: 'approve', approval: ID, reason: 'seen' };

/** A world in which STS knows one claim of one person. */
async function worldOf(signer: string, claimed: Wish) {
  const world = new ApprovalWorld();
  const claims = claimOf(claimed, { platform: 'acme', account: ACCOUNT });
  const started: unknown[] = [];
  await begin(EXECUTION, REQUEST, world);
  await ask(ID, 'token', world);
  const context = Object.assign(world, {
    platform: 'acme',
    whoSigned: async (_: unknown, claim: string) => (claim === claims ? signer : undefined),
    start: async (name: string, input: object) => {
      started.push({ name, input });
      return `${EXECUTION}-${name}`;
    },
  });
  return {
    world,
    started,
    grant: (event: unknown) => grantWish(event, { ...context, responders: RESPONDERS }),
  };
}

describe('what a person asks', () => {
  test('is done in the name that STS says, and in no other', async () => {
    const { world, grant } = await worldOf(BOB, APPROVE);

    const granted = await grant({ ...APPROVE, by: 'mallory', proof: PROOF });

    expect(granted).toEqual({ ok: true, value: { approval: ID, status: 'approved', by: BOB } });
    expect((await world.record(ID)).decision).toMatchObject({ by: BOB, reason: 'seen' });
  });

  test('is not done for who requested it', async () => {
    const { world, grant } = await worldOf(ALICE, APPROVE);

    expect(await grant({ ...APPROVE, proof: PROOF })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('somebody else must approve it'),
    });
    expect(world.resumed).toEqual([]);
  });

  test.each([
    ['another approval', { ...APPROVE, approval: 'b'.repeat(32) }],
    ['the opposite', { ...APPROVE, do: 'deny' }],
    ['another reason', { ...APPROVE, reason: 'no' }],
  ] as const)('is not done when the proof is of %s', async (_, signed) => {
    const { world, grant } = await worldOf(BOB, signed);

    expect(await grant({ ...APPROVE, proof: PROOF })).toMatchObject({ ok: false });
    expect((await world.record(ID)).status).toBe('open');
  });

  test('is not done with a proof of another platform', () => {
    const here = claimOf(APPROVE, { platform: 'acme', account: ACCOUNT });

    expect(claimOf(APPROVE, { platform: 'acme-test', account: ACCOUNT })).not.toBe(here);
    expect(claimOf(APPROVE, { platform: 'acme', account: '999999999999' })).not.toBe(here);
  });

  const request: Wish = {
    do: 'request',
    alert: 'a1',
    action: 'isolate',
    target: 'i-1',
    reason: 'botnet',
    expires: '2024-08-12T11:00:00Z',
  };

  test('starts an approval that names who asked, once for each request', async () => {
    const { started, grant } = await worldOf(ALICE, request);

    const granted = await grant({ ...request, requested_by: 'bob', proof: PROOF });
    await grant({ ...request, proof: PROOF });

    const name = claimOf(request, { platform: 'acme', account: ACCOUNT });
    const { do: _, ...wanted } = request;
    expect(started).toEqual(Array(2).fill({ name, input: { ...wanted, requested_by: ALICE } }));
    expect(granted).toMatchObject({
      value: { approval: approvalId(`${EXECUTION}-${name}`), status: 'open' },
    });
  });

  test('is refused before anything is started when it is no request', async () => {
    const late: Wish = { ...request, expires: '2024-08-20T11:00:00Z' };
    const { started, grant } = await worldOf(ALICE, late);

    expect(await grant({ ...late, proof: PROOF })).toMatchObject({
      ok: false,
      problem: expect.stringContaining('expires must be between'),
    });
    expect(started).toEqual([]);
  });

  test('is refused in words whatever is sent, and nothing throws', async () => {
    const { grant } = await worldOf(BOB, APPROVE);

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.record({
            do: fc.constantFrom('approve', 'request', 'x'),
            reason: fc.anything(),
            proof: fc.anything(),
          }),
        ),
        async (event) => {
          expect(await grant(event)).toEqual({ ok: false, problem: expect.stringMatching(/./) });
        },
      ),
    );
  });

  test.each([
    [{ do: 'approve', approval: ID }, 'reason: say why'],
    [{ do: 'approve', approval: ID.slice(0, 8), reason: 'r' }, 'approval: give its id'],
    [{ do: 'run', reason: 'r' }, 'do: expected approve, deny or request, got "run"'],
    [{ do: 'request', reason: 'r', alert: 'a', action: 'b' }, 'target: is required'],
  ])('%j is refused with what lacks', (event, message) => {
    const parsed = parseWish(event);

    expect(!parsed.ok && parsed.problem).toContain(message);
  });
});

describe('a proof', () => {
  const signing = (names: string) => ({
    ...PROOF,
    authorization: PROOF.authorization.replace(/SignedHeaders=[^,]+/, `SignedHeaders=${names}`),
  });

  test('counts if it signs the claim', () => {
    expect(parseProof({ ...PROOF, sessionToken: 'IQoJb3JpZ2lu/+==', more: 'x' })).toEqual({
      ok: true,
      value: { ...PROOF, sessionToken: 'IQoJb3JpZ2lu/+==' },
    });
  });

  test.each([
    ['does not sign the claim', signing('host;x-amz-date'), 'does not sign x-kumomori-claim'],
    ['only seems to', signing('host;x-amz-date;x-x-kumomori-claim'), 'does not sign x-kumomori-claim'],
    ['does not sign the date', signing('host;x-kumomori-claim'), 'does not sign x-amz-date'],
    ['has a line break', { ...PROOF, date: '20240812T103000Z\r\nx: y' }, 'is no signed request'],
    ['has a strange token', { ...PROOF, sessionToken: 'a b' }, 'is no signed request'],
    ['is not there', undefined, 'is no signed request'],
  ])('that %s is none', (_, proof, message) => {
    const parsed = parseProof(proof);

    expect(!parsed.ok && parsed.problem).toContain(message);
  });
});

describe('who may decide', () => {
  test.each([
    ['signed in with the permission set', BOB],
    ['an IAM user in the role', session('bob', 'acme-responders')],
  ])('is whoever is %s', (_, arn) => {
    expect(checkResponder(arn, RESPONDERS)).toEqual({ ok: true, value: arn });
  });

  test.each([
    ['an administrator', session('bob', 'AWSReservedSSO_AdministratorAccess_0123456789abcdef')],
    [
      'another set whose name begins alike',
      session('bob', 'AWSReservedSSO_acme-responders_x_0123456789abcdef'),
    ],
    ['a role whose name begins alike', session('bob', 'acme-responders-2')],
    ['of another account', BOB.replace(ACCOUNT, '999999999999')],
    ['an IAM user without the role', `arn:aws:iam::${ACCOUNT}:user/acme-responders/bob`],
    ['the account itself', `arn:aws:iam::${ACCOUNT}:root`],
    ['a federated user', `arn:aws:sts::${ACCOUNT}:federated-user/acme-responders/bob`],
    ['nobody', ''],
    ['without a name', session('')],
  ])('is nobody who is %s', (_, arn) => {
    expect(checkResponder(arn, RESPONDERS)).toMatchObject({ ok: false });
  });
});
