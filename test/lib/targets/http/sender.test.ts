import { spawn } from 'node:child_process';
import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { jsonPost } from '../../../../lib/alerts/send/http-request';
import { secretOf } from '../../../../lib/alerts/send/secret';
import { createHttpSender, type HttpSenderOptions } from '../../../../lib/targets/http/sender';
import { CERTIFICATE, NAME, startTlsServer, type TlsServer } from './tls-server';

const SECRET = 'hec-token-5f2c7f0e';
const NOW = Date.UTC(2024, 7, 12, 10, 30, 0) * 1_000;

const servers: TlsServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: RequestListener, options?: ServerOptions): Promise<TlsServer> {
  const server = await startTlsServer(answer, options);
  servers.push(server);
  return server;
}

const accept: RequestListener = (_request, response) => response.end('ok');

function sender(port: number, options: Partial<HttpSenderOptions> = {}) {
  return createHttpSender({
    allowedHosts: [`${NAME}:${port}`],
    clock: { nowMicros: () => NOW },
    resolve: async () => ['127.0.0.1'],
    addresses: { allowLoopback: true },
    ca: CERTIFICATE,
    limits: { connectMillis: 1_000, totalMillis: 1_000 },
    ...options,
  });
}

/** The delivery, as JSON, of a process of its own: jest keeps the real environment from its tests. */
async function sendInProcess(port: number, env: Record<string, string>): Promise<string> {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'send-once.ts')],
    bundle: true,
    platform: 'node',
    write: false,
  });
  const child = spawn(process.execPath, ['-', String(port)], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(outputFiles[0]?.text);
  return text(child.stdout);
}

function post(port: number, host = NAME) {
  const headers = { Authorization: `Splunk ${SECRET}` };
  return jsonPost(`https://${host}:${port}/in?x=1`, headers, { a: '雲' }, [secretOf('hec', SECRET)]);
}

describe('the sender', () => {
  it('posts the bytes and headers to the receiver, for its name', async () => {
    const server = await serve(accept);

    expect(await sender(server.port)(post(server.port))).toEqual({ outcome: 'sent' });

    expect(server.received).toEqual([
      {
        path: '/in?x=1',
        body: '{"a":"雲"}',
        headers: expect.objectContaining({
          host: `${NAME}:${server.port}`,
          authorization: `Splunk ${SECRET}`,
          'content-type': 'application/json',
          'content-length': '11',
        }),
      },
    ]);
  });

  it('follows no redirect', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });

    expect(await sender(server.port)(post(server.port))).toMatchObject({
      outcome: 'refuse',
      reason: expect.stringContaining('redirect'),
    });
    expect(server.received).toHaveLength(1);
  });

  it('tries again when told to, after the time told', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(429, { 'Retry-After': '17' }).end('slow down');
    });

    expect(await sender(server.port)(post(server.port))).toEqual({
      outcome: 'retry',
      reason: 'the receiver answered 429: slow down',
      afterSeconds: 17,
    });
  });

  it('reads no more of an answer than its limit', async () => {
    let written = 0;
    const server = await serve((_request, response) => {
      response.writeHead(500);
      const more = () => {
        do {
          written += 65_536;
        } while (written < 2 ** 30 && !response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });

    expect(await sender(server.port)(post(server.port))).toMatchObject({ outcome: 'retry' });
    expect(written).toBeLessThan(32 * 2 ** 20);
  });

  it('takes the status of an answer whose body never ends', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200);
      response.write('o');
    });

    expect(
      await sender(server.port, { limits: { connectMillis: 200, totalMillis: 400 } })(post(server.port)),
    ).toEqual({ outcome: 'sent' });
  });
});

describe('a receiver that fails', () => {
  it('by not answering is tried again, and may have the message', async () => {
    const server = await serve(() => {});

    expect(await sender(server.port, { limits: { totalMillis: 200 } })(post(server.port))).toEqual({
      outcome: 'retry',
      reason: `${NAME} gave no answer: ETIMEDOUT; it may have the message`,
    });
  });

  it('by hanging up is tried again', async () => {
    const server = await serve((request) => request.socket.destroy());

    expect(await sender(server.port)(post(server.port))).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining('ECONNRESET'),
    });
  });

  it('by never finishing the handshake is tried again', async () => {
    const silent = createTcpServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;

    const delivery = await sender(port, { limits: { connectMillis: 200 } })(post(port));
    silent.close();

    expect(delivery).toEqual({ outcome: 'retry', reason: `no secure connection with ${NAME}: ETIMEDOUT` });
  });

  it('by not listening is tried again', async () => {
    const server = await serve(accept);
    await server.close();

    expect(await sender(server.port)(post(server.port))).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('the certificate', () => {
  it('must be of a trusted authority', async () => {
    const server = await serve(accept);

    expect(await sender(server.port, { ca: undefined })(post(server.port))).toMatchObject({
      outcome: 'retry',
      reason: `no secure connection with ${NAME}: DEPTH_ZERO_SELF_SIGNED_CERT`,
    });
    expect(server.received).toEqual([]);
  });

  it('must be, even where the environment turns the check off', async () => {
    const server = await serve(accept);

    const delivery = await sendInProcess(server.port, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });

    expect(delivery).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(server.received).toEqual([]);
  });

  it("must be the name's", async () => {
    const server = await serve(accept);
    const other = 'other.example.test';
    const send = sender(server.port, { allowedHosts: [`${other}:${server.port}`] });

    expect(await send(post(server.port, other))).toMatchObject({
      outcome: 'retry',
      reason: `no secure connection with ${other}: ERR_TLS_CERT_ALTNAME_INVALID`,
    });
    expect(server.received).toEqual([]);
  });

  it('is not looked at below TLS 1.2', async () => {
    const server = await serve(accept, {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    });

    expect(await sender(server.port)(post(server.port))).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/no secure connection/),
    });
    expect(server.received).toEqual([]);
  });
});

describe('the address', () => {
  it('must be public unless a test allows loopback', async () => {
    const server = await serve(accept);
    const send = sender(server.port, { addresses: {} });

    expect(await send(post(server.port))).toEqual({
      outcome: 'retry',
      reason: `${NAME} resolves to 127.0.0.1, which is not a public address; correct its DNS record`,
    });
    expect(server.connections()).toBe(0);
  });

  it.each(['169.254.169.254', 'fd00:ec2::254', '::ffff:10.0.0.1', '2002:7f00:1::'])(
    'must be public, each of them: not %s beside a good one',
    async (bad) => {
      const server = await serve(accept);
      const send = sender(server.port, { resolve: async () => ['127.0.0.1', bad] });

      expect(await send(post(server.port))).toMatchObject({
        outcome: 'retry',
        reason: expect.stringContaining(`resolves to ${bad}`),
      });
      expect(server.connections()).toBe(0);
    },
  );

  it('is asked for once and connected to as checked: a second answer of the DNS cannot win', async () => {
    const server = await serve(accept);
    const trap = await serve(accept);
    const answers = ['127.0.0.1', '127.0.0.2'];
    let asked = 0;
    const send = sender(server.port, {
      resolve: async () => {
        asked += 1;
        return [answers[asked - 1] ?? '127.0.0.2'];
      },
    });

    expect(await send(post(server.port))).toEqual({ outcome: 'sent' });
    expect(asked).toBe(1);
    expect(server.received).toHaveLength(1);
    expect(trap.received).toEqual([]);
  });

  it('is the next one when nothing could be sent to the first', async () => {
    const server = await serve(accept);
    const send = sender(server.port, { resolve: async () => ['127.0.0.9', '127.0.0.1'] });

    expect(await send(post(server.port))).toEqual({ outcome: 'sent' });
    expect(server.received).toHaveLength(1);
  });

  it('is not the next one once the message was sent', async () => {
    const server = await serve((request) => request.socket.destroy());
    const send = sender(server.port, { resolve: async () => ['127.0.0.1', '127.0.0.1'] });

    await send(post(server.port));

    expect(server.received).toHaveLength(1);
  });

  it('may be written in the URL, and is checked all the same', async () => {
    const send = sender(443, { allowedHosts: ['169.254.169.254'] });

    expect(await send(jsonPost('https://169.254.169.254/latest/', {}, {}, []))).toMatchObject({
      reason: expect.stringContaining('not a public address'),
    });
  });

  it.each([
    ['does not exist', () => Promise.reject(new Error('ENOTFOUND')), 'does not resolve'],
    ['has no address', async () => [], 'has no address'],
    ['is never answered', () => new Promise<string[]>(() => {}), 'was not resolved in 200 ms'],
  ])('of a name that %s is tried again', async (_name, resolve, reason) => {
    const send = sender(443, { resolve, allowedHosts: [NAME], limits: { totalMillis: 200 } });

    expect(await send(jsonPost(`https://${NAME}/`, {}, {}, []))).toMatchObject({
      outcome: 'retry',
      reason: expect.stringContaining(reason),
    });
  });
});

describe('a request that must not go out', () => {
  it.each([
    ['http', `http://${NAME}/`, {}, 'only https:'],
    ['a password', `https://u:p@${NAME}/`, {}, 'user name or password'],
    ['another host', 'https://evil.example/', {}, 'not among the allowed hosts'],
    ['a line break in a header', `https://${NAME}/`, { 'X-A': 'a\r\nX-B: b' }, 'line break'],
  ])('because of %s is refused before a name is resolved', async (_name, url, headers, reason) => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return ['127.0.0.1'];
    };
    const send = sender(443, { allowedHosts: [NAME], resolve });

    expect(await send(jsonPost(url, headers, {}, []))).toMatchObject({
      outcome: 'refuse',
      reason: expect.stringContaining(reason),
    });
    expect(asked).toBe(0);
  });
});

describe('secrets', () => {
  it.each([
    ['as they are', SECRET],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['cut short', SECRET.slice(0, 13)],
  ])('do not come back in a reason when the receiver quotes them %s', async (_name, quoted) => {
    const server = await serve((_request, response) => {
      response.writeHead(403).end(`invalid token ${quoted}`);
    });

    const delivery = await sender(server.port)(post(server.port));

    expect(delivery).toMatchObject({ outcome: 'refuse', reason: expect.stringContaining('invalid token') });
    expect(JSON.stringify(delivery)).not.toContain(quoted.slice(-8));
    expect(JSON.stringify(delivery)).not.toContain(SECRET.slice(0, 8));
  });

  it('do not come back in part where a quotation is cut', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(403).end(`${'x'.repeat(194)}${SECRET}`);
    });

    expect(JSON.stringify(await sender(server.port)(post(server.port)))).not.toContain(SECRET.slice(0, 4));
  });
});
