import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an answer may be in place of the usual one: a status, once. */
export type Trouble = (method: string, key: string) => number | undefined;

/**
 * As much of S3 as a store asks of it, one bucket: objects, conditional writes, parts, listings of two keys a page.
 * One request after another, as S3 has it for a key.
 */
export class LoopbackS3 {
  readonly objects = new Map<string, Buffer>();
  readonly requests: string[] = [];
  trouble: Trouble = () => undefined;
  private readonly uploads = new Map<string, Buffer[]>();
  private readonly server: Server = createServer((request, response) => {
    void read(request).then((body) => {
      const { status, text } = this.answer(request, body);
      response.writeHead(status, { 'content-type': 'application/xml', etag: '"e"' });
      response.end(request.method === 'HEAD' ? undefined : text);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, body: Buffer): { status: number; text: string | Buffer } {
    const url = new URL(request.url ?? '', 'http://s3');
    const method = request.method ?? '';
    const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/');
    this.requests.push(`${method} ${key}${url.search}`);
    const status = this.trouble(method, key);
    if (status !== undefined) {
      return { status, text: `<Error><Code>Trouble${status}</Code></Error>` };
    }
    const upload = url.searchParams.get('uploadId');
    const unless = request.headers['if-none-match'] === '*';
    switch (method) {
      case 'PUT':
        return upload === null ? this.write(key, body, unless) : this.part(upload, body);
      case 'POST':
        return upload === null ? this.begin(key) : this.complete(key, upload, unless);
      case 'DELETE':
        if (upload === null) {
          this.objects.delete(key);
        }
        return { status: 204, text: '' };
      default:
        return key === '' ? this.page(url.searchParams) : this.object(key);
    }
  }

  private object(key: string) {
    const found = this.objects.get(key);
    return found
      ? { status: 200, text: found }
      : { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' };
  }

  private write(key: string, body: Buffer, unless: boolean) {
    if (unless && this.objects.has(key)) {
      return { status: 412, text: '<Error><Code>PreconditionFailed</Code></Error>' };
    }
    this.objects.set(key, body);
    return { status: 200, text: '' };
  }

  private begin(key: string) {
    const id = String(this.uploads.size + 1);
    this.uploads.set(id, []);
    return {
      status: 200,
      text: `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    };
  }

  private part(id: string, body: Buffer) {
    this.uploads.get(id)?.push(body);
    return { status: 200, text: '' };
  }

  private complete(key: string, id: string, unless: boolean) {
    const written = this.write(key, Buffer.concat(this.uploads.get(id) ?? []), unless);
    return written.status === 200
      ? { status: 200, text: '<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>' }
      : written;
  }

  private page(query: URLSearchParams) {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const shown = keys.slice(0, 2);
    const more = keys.length > shown.length;
    const contents = shown.map(
      (key) => `<Contents><Key>${key}</Key><Size>${this.objects.get(key)?.length}</Size></Contents>`,
    );
    return {
      status: 200,
      text: `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
    };
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
