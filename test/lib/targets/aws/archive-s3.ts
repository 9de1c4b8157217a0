import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object version of a bucket, as listings tell of it. */
export interface Stored {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly bytes?: number;
  readonly stored?: string;
  readonly storageClass?: string;
  /** `coming`, or until when there is a copy. */
  restore?: string;
  /** What S3 answers when it is asked back, in place of doing so. */
  readonly refusal?: { readonly status: number; readonly code: string };
}

/** What S3 says of archived objects: two kinds of listing, of `pageSize` a page, restores, and a bucket's lifecycle. */
export class ArchiveS3 {
  readonly objects: Stored[] = [];
  readonly requests: string[] = [];
  /** Bodies of restores, by bucket, key and version. */
  readonly restores = new Map<string, string>();
  /** What an object holds; by default there is none to be read. */
  read: (bucket: string, key: string) => Uint8Array | undefined = () => undefined;
  lifecycle = '';
  pageSize = 2;
  /** Restores under way at once, the most there were. */
  most = 0;
  private running = 0;
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(({ status, text }) => {
      response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
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

  clear(): void {
    this.objects.length = 0;
    this.requests.length = 0;
    this.restores.clear();
    this.lifecycle = '';
    this.most = 0;
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
    const url = new URL(request.url ?? '', 'http://s3');
    const [bucket = '', ...rest] = decodeURIComponent(url.pathname).slice(1).split('/');
    const key = rest.join('/');
    const query = url.searchParams;
    this.requests.push(`${request.method} ${bucket}/${key}?${query.get('prefix') ?? ''}`);
    if (query.has('restore')) {
      return this.restore(bucket, key, query.get('versionId') ?? undefined, await bodyOf(request));
    }
    if (query.has('lifecycle')) {
      return this.lifecycle === ''
        ? { status: 404, text: '<Error><Code>NoSuchLifecycleConfiguration</Code></Error>' }
        : { status: 200, text: `<LifecycleConfiguration>${this.lifecycle}</LifecycleConfiguration>` };
    }
    if (key !== '') {
      const body = request.method === 'GET' ? this.read(bucket, key) : undefined;
      return body
        ? { status: 200, text: Buffer.from(body).toString() }
        : { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' };
    }
    return {
      status: 200,
      text: this.list(bucket, query, request.headers['x-amz-optional-object-attributes']),
    };
  }

  private async restore(bucket: string, key: string, version: string | undefined, body: string) {
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.running -= 1;
    const object = this.objects.find(
      (one) =>
        one.bucket === bucket && one.key === key && (version === undefined || one.versionId === version),
    );
    if (object?.refusal) {
      const { status, code } = object.refusal;
      return { status, text: `<Error><Code>${code}</Code><Message>${code} of ${key}</Message></Error>` };
    }
    this.restores.set(`${bucket}/${key}?${version ?? ''}`, body);
    if (object) {
      object.restore ??= 'coming';
    }
    return { status: 202, text: '' };
  }

  /** Keys first, then the folders; `marker` is a place in that row. */
  private list(bucket: string, query: URLSearchParams, asked: unknown): string {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const below = this.objects.filter((one) => one.bucket === bucket && one.key.startsWith(prefix));
    const folder = ({ key }: Stored) =>
      delimiter !== '' && key.slice(prefix.length).includes(delimiter)
        ? key.slice(0, key.indexOf(delimiter, prefix.length) + 1)
        : undefined;
    const versions = query.has('versions');
    const rows = [
      ...below
        .filter((one) => !folder(one))
        .map((one) => objectXml(one, versions, asked === 'RestoreStatus')),
      ...new Set(below.flatMap((one) => folder(one) ?? [])),
    ];
    const from = Number(query.get('continuation-token') ?? query.get('key-marker') ?? 0);
    const shown = rows.slice(from, from + this.pageSize);
    const more = from + shown.length < rows.length;
    const next = versions ? 'NextKeyMarker' : 'NextContinuationToken';
    const inner = shown.map((row) =>
      row.startsWith('<') ? row : `<CommonPrefixes><Prefix>${row}</Prefix></CommonPrefixes>`,
    );
    const root = versions ? 'ListVersionsResult' : 'ListBucketResult';
    return `<${root}><IsTruncated>${more}</IsTruncated>${more ? `<${next}>${from + shown.length}</${next}>` : ''}${inner.join('')}</${root}>`;
  }
}

function objectXml(one: Stored, versions: boolean, withStatus: boolean): string {
  const tag = versions ? 'Version' : 'Contents';
  const { restore } = one;
  const status =
    restore === undefined || !withStatus
      ? ''
      : restore === 'coming'
        ? '<RestoreStatus><IsRestoreInProgress>true</IsRestoreInProgress></RestoreStatus>'
        : `<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>${restore}</RestoreExpiryDate></RestoreStatus>`;
  return [
    `<${tag}><Key>${one.key}</Key>`,
    versions ? `<VersionId>${one.versionId ?? 'null'}</VersionId>` : '',
    `<Size>${one.bytes ?? 10}</Size>`,
    `<LastModified>${one.stored ?? '2024-08-12T10:05:00.000Z'}</LastModified>`,
    `<StorageClass>${one.storageClass ?? 'STANDARD'}</StorageClass>${status}</${tag}>`,
  ].join('');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
