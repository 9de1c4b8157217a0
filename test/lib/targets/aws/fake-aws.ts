import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type JsonObject } from '../../../../lib/json';

/** One call as it came over the wire. */
export interface Call {
  /** `CreateFlowLogs`, `AssumeRole`, …; of a REST service or S3, method and path: `POST /findings/import`. */
  readonly operation: string;
  /** The JSON body, or the form's fields. */
  readonly input: JsonObject;
  readonly authorization: string;
}

/** What an operation answers: JSON for JSON protocols, the inside of the XML answer for the others. */
export type Answer = JsonObject | string | { readonly status: number; readonly body: JsonObject | string };

/** Speaks AWS's JSON and query protocols on the loopback interface; every other operation is an error. */
export class FakeAws {
  readonly calls: Call[] = [];
  readonly answers = new Map<string, (call: Call) => Answer>();
  private server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      void read(request).then((call) => {
        this.calls.push(call);
        const { status, contentType, body } = this.answer(call);
        response.writeHead(status, { 'content-type': contentType }).end(body);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  on(operation: string, answer: Answer | ((call: Call) => Answer)): this {
    this.answers.set(operation, typeof answer === 'function' ? answer : () => answer);
    return this;
  }

  /** The inputs an operation was called with. */
  inputs(operation: string): JsonObject[] {
    return this.calls.filter((call) => call.operation === operation).map(({ input }) => input);
  }

  private answer(call: Call): { status: number; contentType: string; body: string } {
    const answer = this.answers.get(call.operation)?.(call) ?? {
      status: 400,
      body: { __type: 'UnknownOperationException', message: `${call.operation} is not answered here` },
    };
    const [status, body] = isStatus(answer) ? [answer.status, answer.body] : [200, answer];
    if (typeof body !== 'string') {
      return { status, contentType: 'application/x-amz-json-1.1', body: JSON.stringify(body) };
    }
    const root = `${call.operation}Response`;
    const xml = status === 200 ? `<${root}>${body}</${root}>` : body;
    return { status, contentType: 'text/xml', body: xml };
  }
}

function isStatus(answer: Answer): answer is { readonly status: number; readonly body: JsonObject | string } {
  return typeof answer === 'object' && typeof answer.status === 'number' && 'body' in answer;
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const target = request.headers['x-amz-target'];
  const authorization = request.headers.authorization ?? '';
  const isRest = request.url !== '/' && request.headers['content-type'] === 'application/json';
  if (typeof target === 'string' || isRest) {
    const input: unknown = JSON.parse(text);
    const operation =
      typeof target === 'string' ? target.replace(/^.*\./, '') : `${request.method} ${request.url}`;
    return { operation, input: isObject(input) ? input : {}, authorization };
  }
  const form = Object.fromEntries(new URLSearchParams(text));
  // Of S3: the whole of a body that is none of a form.
  const object = `${request.method} ${request.url?.replace(/\?.*$/, '')}`;
  return form.Action === undefined
    ? { operation: object, input: { body: text }, authorization }
    : { operation: form.Action, input: form, authorization };
}
