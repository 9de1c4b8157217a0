import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const FIXTURES = join(__dirname, '..', '..', '..', 'fixtures', 'tls');

/** The name the test certificate is for. */
export const NAME = 'alerts.example.test';
export const CERTIFICATE = readFileSync(join(FIXTURES, 'cert.pem'), 'utf8');
const PRIVATE_KEY = readFileSync(join(FIXTURES, 'key.pem'), 'utf8');

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on this machine, with what it was sent. */
export interface TlsServer {
  readonly port: number;
  readonly received: readonly Received[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1 that keeps every request, then lets `answer` answer. */
export async function startTlsServer(
  answer: RequestListener,
  options: ServerOptions = {},
): Promise<TlsServer> {
  const received: Received[] = [];
  let connections = 0;
  const server: Server = createServer(
    { cert: CERTIFICATE, key: PRIVATE_KEY, ...options },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({
          path: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
        answer(request, response);
      });
    },
  );
  server.on('connection', () => {
    connections += 1;
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
