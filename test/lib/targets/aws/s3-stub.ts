import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';

/** What a client asked of S3. */
export interface Asked {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real client whose requests `answer` answers, in memory: what is asked is as S3 would get it. */
export function s3Stub(answer: (asked: Asked) => Answer): { readonly s3: S3Client; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const s3 = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { hostname: string } & Omit<Asked, 'host'>) => {
        const { method, hostname: host, path, query, headers } = request;
        asked.push({ method, host, path, query, headers });
        const {
          status = 200,
          body = '',
          headers: given = {},
        } = answer({ method, host, path, query, headers });
        return {
          response: { statusCode: status, headers: { ...given }, body: Readable.from([Buffer.from(body)]) },
        };
      },
    },
  });
  return { s3, asked };
}

export const COPIED: Answer = {
  body: '<CopyObjectResult><ETag>"0"</ETag><LastModified>2024-08-12T10:30:00.000Z</LastModified></CopyObjectResult>',
};
