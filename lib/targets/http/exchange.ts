import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Endpoint } from '../../alerts/send/check-url';
import type { HttpAnswer } from '../../alerts/send/classify-response';
import type { RevealedRequest } from '../../alerts/send/http-request';
import type { CheckedAddress } from './resolve-host';

export interface ExchangeLimits {
  /** Milliseconds to a secured connection with one address. */
  readonly connectMillis: number;
  /** Milliseconds for the whole exchange. */
  readonly totalMillis: number;
  /** Bytes of the answer's body that are read; the rest is not waited for. */
  readonly bodyBytes: number;
}

/** What became of one attempt with one address. */
export type Exchange =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  /** Nothing of the request was sent: another address may be tried. */
  | { readonly kind: 'unconnected'; readonly code: string }
  /** It may have arrived. */
  | { readonly kind: 'broken'; readonly code: string };

const MAX_HEADER_BYTES = 16_384;

/**
 * One POST over TLS 1.2 or newer to one address, for the name in the endpoint: the certificate must be that name's.
 * The name is not resolved again, redirects are not followed, and the connection is not used twice. `ca` replaces the
 * authorities that are trusted.
 */
export function exchange(
  endpoint: Endpoint,
  { headers, body }: RevealedRequest,
  address: CheckedAddress,
  limits: ExchangeLimits,
  ca: string | undefined,
): Promise<Exchange> {
  const bytes = Buffer.from(body);
  const options: RequestOptions & { readonly autoSelectFamily: boolean } = {
    host: endpoint.hostname,
    port: endpoint.port,
    path: endpoint.path,
    method: 'POST',
    headers: { ...headers, 'Content-Length': bytes.length, 'User-Agent': 'Kumomori', Connection: 'close' },
    agent: new Agent({ keepAlive: false, maxCachedSessions: 0 }),
    lookup: pinnedTo(address),
    family: address.family,
    autoSelectFamily: false,
    minVersion: 'TLSv1.2',
    // Said, because an environment variable can turn the default off.
    rejectUnauthorized: true,
    maxHeaderSize: MAX_HEADER_BYTES,
    ca,
  };
  return new Promise((resolve) => follow(request(options), bytes, limits, resolve));
}

/** Answers every question with the checked address, so that a second answer of the DNS cannot win. */
function pinnedTo({ address, family }: CheckedAddress): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) {
      callback(null, [{ address, family }]);
    } else {
      callback(null, address, family);
    }
  };
}

function follow(
  pending: ClientRequest,
  bytes: Buffer,
  limits: ExchangeLimits,
  resolve: (exchange: Exchange) => void,
): void {
  let isConnected = false;
  const fail = (code: string) => resolve({ kind: isConnected ? 'broken' : 'unconnected', code });
  const expire = (code: string) => () => {
    fail(code);
    pending.destroy();
  };
  const connecting = setTimeout(expire('ETIMEDOUT'), limits.connectMillis);
  const whole = setTimeout(expire('ETIMEDOUT'), limits.totalMillis);
  pending.once('close', () => {
    clearTimeout(connecting);
    clearTimeout(whole);
  });
  pending.on('error', (error: NodeJS.ErrnoException) => fail(codeOf(error)));
  pending.once('socket', (socket) => {
    socket.once('secureConnect', () => {
      isConnected = true;
      clearTimeout(connecting);
      pending.end(bytes);
    });
  });
  pending.once('response', (response) => {
    readStart(response, limits.bodyBytes, (body) => {
      resolve({ kind: 'answered', answer: answerOf(response, body) });
      pending.destroy();
    });
    // The status has decided: what is missing of the body is only missing from the reason.
    clearTimeout(whole);
    setTimeout(() => response.destroy(), limits.connectMillis).unref();
  });
}

function readStart(response: IncomingMessage, maxBytes: number, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = () => done(Buffer.concat(chunks).subarray(0, maxBytes).toString());
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) {
      finish();
    }
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): HttpAnswer {
  return { status: statusCode, retryAfter: headers['retry-after'], body };
}

/** A code only: messages quote certificates and headers. */
function codeOf({ code, name }: NodeJS.ErrnoException): string {
  return /^[A-Z][A-Z0-9_]{0,60}$/.test(code ?? '') ? (code ?? name) : 'unknown error';
}
