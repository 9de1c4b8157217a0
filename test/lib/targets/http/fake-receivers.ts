import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HttpRequest } from '../../../../lib/alerts/send/http-request';
import { isObject, type JsonObject, list, object, text } from '../../../../lib/json';
import { createHttpAsk, type HttpAsk } from '../../../../lib/targets/http/ask';
import { CERTIFICATE, NAME } from './tls-server';

const KEY = readFileSync(join(__dirname, '..', '..', '..', 'fixtures', 'tls', 'key.pem'), 'utf8');
const MAX_BYTES = 1_048_576;

/** What goes wrong with a request, once: a status, or the line going dead while the body comes or before the answer. */
export type Trouble =
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | 'reset while sending'
  | 'reset before the answer';

/**
 * Receivers as they are documented, on one TLS server: Splunk's collector, Entra ID's token endpoint and Azure Monitor's
 * Logs Ingestion API. They keep what they took, and refuse an event whose message is `poison`.
 */
export class FakeReceivers {
  /** Uids of events that were indexed, in order, repetitions too. */
  readonly indexed: string[] = [];
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  /** Of the next requests that bring events. */
  readonly troubles: (Trouble | undefined)[] = [];
  token = 'hec-token';
  credential = 'client secret/1';
  issued = 0;
  private readonly server: Server = createServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    void this.take(request, response);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get site(): string {
    return `https://${NAME}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Asks this server whatever host a request names: its certificate and address are the test's. */
  ask(): HttpAsk {
    const host = new URL(this.site).host;
    const ask = createHttpAsk({
      allowedHosts: [host],
      resolve: async () => ['127.0.0.1'],
      addresses: { allowLoopback: true },
      ca: CERTIFICATE,
      limits: { connectMillis: 2_000, totalMillis: 5_000 },
    });
    return (request) => ask(this.here(request));
  }

  private here(request: HttpRequest): HttpRequest {
    return {
      ...request,
      reveal: () => {
        const { url, ...rest } = request.reveal();
        const { pathname, search } = new URL(url);
        return { ...rest, url: `${this.site}${pathname}${search}` };
      },
    };
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isToken = request.url?.endsWith('/oauth2/v2.0/token') === true;
    const trouble = isToken ? undefined : this.troubles.shift();
    if (trouble === 'reset while sending') {
      request.once('data', () => request.socket.destroy());
      return;
    }
    const body = await read(request).catch(() => '');
    this.requests.push(request.url ?? '');
    const { status, answer } = isToken ? this.giveToken(body) : this.receive(request, body, trouble);
    if (trouble === 'reset before the answer') {
      request.socket.destroy();
      return;
    }
    const after = trouble?.retryAfter;
    response.writeHead(status, after === undefined ? {} : { 'Retry-After': after });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }

  private receive({ url = '', headers }: IncomingMessage, body: string, trouble: Trouble | undefined) {
    if (typeof trouble === 'object') {
      return { status: trouble.status, answer: { text: trouble.body ?? 'trouble', code: 9 } };
    }
    return url === '/services/collector/event'
      ? this.collect(headers.authorization ?? '', body)
      : this.ingest(headers.authorization ?? '', body);
  }

  /** Source: Splunk, "Troubleshoot HTTP Event Collector": events before the bad one are indexed all the same. */
  private collect(authorization: string, body: string): { status: number; answer: JsonObject } {
    if (authorization !== `Splunk ${this.token}`) {
      return { status: 403, answer: { text: 'Invalid token', code: 4 } };
    }
    if (body.length > MAX_BYTES) {
      return { status: 413, answer: { text: 'Content-Length too large', code: 27 } };
    }
    const events = body.split('\n').map((one): unknown => JSON.parse(one));
    for (const [index, one] of events.entries()) {
      const event = isObject(one) ? object(one.event) : undefined;
      if (event === undefined || event.message === 'poison') {
        const answer = { text: 'Invalid data format', code: 6, 'invalid-event-number': index };
        return { status: 400, answer };
      }
      this.bodies.push(one);
      this.indexed.push(uidOf(event));
    }
    return { status: 200, answer: { text: 'Success', code: 0 } };
  }

  /** Source: Microsoft Learn, "Logs Ingestion API in Azure Monitor": all rows of a call or none. */
  private ingest(authorization: string, body: string): { status: number; answer?: JsonObject } {
    if (authorization !== `Bearer token-${this.issued}`) {
      return { status: 401, answer: { error: { code: 'InvalidToken', message: 'expired' } } };
    }
    if (body.length > MAX_BYTES) {
      return { status: 413, answer: { error: { code: 'ContentLengthLimitExceeded', message: 'too large' } } };
    }
    const rows = list(JSON.parse(body)).filter(isObject);
    if (rows.some((row) => object(row.Event)?.message === 'poison')) {
      return { status: 400, answer: { error: { code: 'InvalidPayload', message: 'malformed' } } };
    }
    this.bodies.push(...rows);
    this.indexed.push(...rows.map((row) => text(row.EventUid) ?? ''));
    return { status: 204 };
  }

  private giveToken(body: string): { status: number; answer: JsonObject } {
    const form = Object.fromEntries(new URLSearchParams(body));
    this.bodies.push(form);
    if (form.client_secret !== this.credential) {
      return { status: 401, answer: { error: 'invalid_client', error_description: 'wrong secret' } };
    }
    this.issued += 1;
    const access_token = `token-${this.issued}`;
    return { status: 200, answer: { token_type: 'Bearer', expires_in: 3599, access_token } };
  }
}

function uidOf(event: JsonObject): string {
  return text(object(event.metadata)?.uid) ?? '';
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
