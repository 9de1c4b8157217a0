import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that passed the gate. */
export interface Passed {
  readonly method: string;
  /** Decoded, with the bucket. */
  readonly path: string;
  /** What stands after the path. */
  readonly query: string;
  /** The operation, in AWS's JSON protocols. */
  readonly target: string | undefined;
  readonly body: Buffer;
}

/** When the process behind the gate is to be killed: at the request that `at` chooses, before or after it took effect. */
export interface Kill {
  readonly at: (passed: Passed) => boolean;
  readonly after: boolean;
  readonly kill: () => void;
}

/**
 * Stands before an emulator. It adds what fauxqs 2.4 lacks of S3, `If-None-Match: *` on a write, one write of a key
 * after another as S3 has it; it answers for EventBridge, which takes every event; it writes down what was asked; and
 * it can kill whoever asks, at a request.
 */
export class Gate {
  readonly passed: Passed[] = [];
  kill: Kill | undefined;
  private readonly server: Server;
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly upstream: number) {
    this.server = createServer((asked, answer) => {
      this.serve(asked, answer).catch(() => answer.destroy());
    });
  }

  async open(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await read(asked);
    const [place = '', query = ''] = (asked.url ?? '').split('?');
    const path = decodeURIComponent(place);
    const header = asked.headers['x-amz-target'];
    const target = typeof header === 'string' ? header : undefined;
    const passed = { method: asked.method ?? '', path, query, target, body };
    this.passed.push(passed);
    const kill = this.kill?.at(passed) ? this.kill : undefined;
    if (kill && !kill.after) {
      this.die(kill);
      answer.destroy();
      return;
    }
    const given =
      target === 'AWSEvents.PutEvents'
        ? TAKEN
        : asked.headers['if-none-match'] === '*' && asked.method === 'PUT'
          ? await this.inTurn(path, () => this.putIfAbsent(asked, body))
          : await this.forward(asked, body);
    if (kill) {
      this.die(kill);
      answer.destroy();
      return;
    }
    answer.writeHead(given.status, given.headers).end(given.body);
  }

  private die({ kill }: Kill): void {
    this.kill = undefined;
    kill();
  }

  private async putIfAbsent(asked: IncomingMessage, body: Buffer): Promise<Given> {
    const there = await this.forward(asked, Buffer.alloc(0), 'HEAD');
    return there.status === 200 ? PRECONDITION_FAILED : this.forward(asked, body);
  }

  private inTurn<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(work);
    this.turns.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private forward(
    { url, headers, method: own }: IncomingMessage,
    body: Buffer,
    method = own,
  ): Promise<Given> {
    const { 'if-none-match': _, ...rest } = headers;
    const sent = method === 'HEAD' ? { host: rest.host, authorization: rest.authorization } : rest;
    return new Promise((resolve, reject) => {
      const forwarded = request(
        { host: '127.0.0.1', port: this.upstream, path: url, method, headers: sent },
        async (given) => {
          const { statusCode: status = 500 } = given;
          resolve({ status, headers: { ...given.headers }, body: await read(given) });
        },
      );
      forwarded.on('error', reject);
      forwarded.end(body);
    });
  }
}

interface Given {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

const TAKEN: Given = {
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: Buffer.from('{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}'),
};

const PRECONDITION_FAILED: Given = {
  status: 412,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(
    '<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message></Error>',
  ),
};

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
