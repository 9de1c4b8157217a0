import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseProof } from '../../../../lib/alerts/respond/proof';
import { prove, whoSigned } from '../../../../lib/targets/aws/caller-identity';
import { signerOf } from '../../../../lib/targets/aws/signed-post';

const REGION = 'eu-west-1';
const ALICE = { accessKeyId: 'ASIAALICE', secretAccessKey: 'alice-secret', sessionToken: 'alice/token==' };
const ARN = 'arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_acme-responders_0a/alice@corp.example';
const CLAIM = 'a'.repeat(64);

let endpoint = '';
let down = false;

/** STS, as far as it matters: it signs what came with the key it knows, and compares. */
const server = createServer((request, response) => {
  void isSigned(request).then((signed) => {
    const body = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${ARN}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`;
    response.writeHead(down ? 503 : signed ? 200 : 403).end(signed ? body : '<Error/>');
  });
});

async function isSigned(request: IncomingMessage): Promise<boolean> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const { headers } = request;
  const text = (name: string) => String(headers[name] ?? '');
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(text('authorization')) ?? [];
  if (text('x-amz-security-token') !== ALICE.sessionToken) {
    return false;
  }
  const given = Object.fromEntries(
    names
      .split(';')
      .filter((name) => !name.startsWith('x-amz-'))
      .map((name) => [name, text(name)]),
  );
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text('x-amz-date')) ?? [];
  const { hostname, port } = new URL(endpoint);
  const again = await signerOf('sts', REGION, { credentials: ALICE }).sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      query: {},
      headers: given,
      body: Buffer.concat(chunks).toString(),
    },
    { signingDate: new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) },
  );
  return again.headers.authorization === text('authorization');
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  down = false;
});

const proofOf = (credentials = ALICE) => prove(CLAIM, REGION, { endpoint, credentials });

describe('a proof of who one is', () => {
  it('tells, once somebody else sends it on', async () => {
    const proof = await proofOf();

    expect(parseProof(JSON.parse(JSON.stringify(proof)))).toEqual({ ok: true, value: proof });
    expect(await whoSigned(proof, CLAIM, REGION, { endpoint })).toBe(ARN);
  });

  it('holds no secret key', async () => {
    expect(JSON.stringify(await proofOf())).not.toContain(ALICE.secretAccessKey);
  });

  it('holds for the claim that was signed, and for no other', async () => {
    expect(await whoSigned(await proofOf(), 'b'.repeat(64), REGION, { endpoint })).toBeUndefined();
  });

  it.each([
    ['another key', { secretAccessKey: 'guess' }],
    ['another session', { sessionToken: 'mine' }],
  ])('does not hold when it is signed with %s', async (_, parts) => {
    const proof = await proofOf({ ...ALICE, ...parts });

    expect(await whoSigned(proof, CLAIM, REGION, { endpoint })).toBeUndefined();
  });

  it('is not judged while STS does not answer', async () => {
    const proof = await proofOf();
    down = true;

    await expect(whoSigned(proof, CLAIM, REGION, { endpoint })).rejects.toThrow('answered 503; try again');
  });
});
