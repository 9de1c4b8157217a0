import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an answer may be in place of the usual one: a status, once. */
export type Trouble = (method: string, key: string) => number | undefined;

/** When every object was stored, as listings say. */
export const STORED = '2024-08-12T10:30:00.000Z';

/**
 * As much of S3 as a store asks of it, one bucket: objects, conditional reads and writes, parts, listings of two keys a
 * page.
 * One request after another, as S3 has it for a key.
 */
export class LoopbackS3 {
  readonly objects = new Map<string, Buffer>();
  readonly requests: string[] = [];
  trouble: Trouble = () => undefined;
  private readonly uploads = new Map<string, Buffer[]>();
  private readonly server: Server = createServer((request, response) => {
    void read(request).then((body) => {
      const { status, text, tag = '"e"' } = this.answer(request, body);
      const stored = new Date(STORED).toUTCString();
      response.writeHead(status, { 'content-type': 'application/xml', etag: tag, 'last-modified': stored });
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

  private answer(request: IncomingMessage, body: Buffer): Answer {
    const url = new URL(request.url ?? '', 'http://s3');
    const method = request.method ?? '';
    const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/');
    this.requests.push(`${method} ${key}${url.search}`);
    const status = this.trouble(method, key);
    if (status !== undefined) {
      return { status, text: `<Error><Code>Trouble${status}</Code></Error>` };
    }
    const upload = url.searchParams.get('uploadId');
    const { headers } = request;
    switch (method) {
      case 'PUT':
        return upload === null ? this.write(key, body, headers) : this.part(upload, body);
      case 'POST':
        return upload === null ? this.begin(key) : this.complete(key, upload, headers);
      case 'DELETE':
        if (upload === null) {
          this.objects.delete(key);
        }
        return { status: 204, text: '' };
      default:
        return key === '' ? this.page(url.searchParams) : this.object(key, headers);
    }
  }

  private object(key: string, headers: IncomingHttpHeaders): Answer {
    const found = this.objects.get(key);
    if (!found) {
      return { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' };
    }
    const tag = tagOf(found);
    return headers['if-none-match'] === tag
      ? { status: 304, text: '', tag }
      : { status: 200, text: found, tag };
  }

  private write(key: string, body: Buffer, headers: IncomingHttpHeaders): Answer {
    const there = this.objects.get(key);
    const wanted = headers['if-match'];
    if (wanted !== undefined && !there) {
      return { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' };
    }
    if (there && (headers['if-none-match'] === '*' || (wanted !== undefined && wanted !== tagOf(there)))) {
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

  private complete(key: string, id: string, headers: IncomingHttpHeaders): Answer {
    const written = this.write(key, Buffer.concat(this.uploads.get(id) ?? []), headers);
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
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${STORED}</LastModified><Size>${this.objects.get(key)?.length}</Size></Contents>`,
    );
    return {
      status: 200,
      text: `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${shown.at(-1)}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
    };
  }
}

interface Answer {
  readonly status: number;
  readonly text: string | Buffer;
  readonly tag?: string;
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
