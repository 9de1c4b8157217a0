import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { BlobStore } from '../../ports/blob-store';
import { statusOf } from './http-status';
import { PART_BYTES, partsOf, putParts } from './multipart';

const CONFLICT_ATTEMPTS = 5;

/**
 * An S3 bucket as an object store. `putIfAbsent` is a write with `If-None-Match: *`: of any number of callers at most
 * one is told that it was first; none is where S3 wrote and its answer was lost, for the SDK then asks again. Whoever
 * reads the object afterwards sees what was written, which is what claims and manifests do.
 */
export class S3BlobStore implements BlobStore {
  constructor(
    private readonly client: S3Client,
    private readonly bucket: string,
  ) {}

  async get(key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (statusOf(error) === 404) {
        return undefined;
      }
      throw error;
    }
  }

  async *stream(key: string): AsyncIterable<Uint8Array> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    if (Body === undefined) {
      throw new Error(`${this.bucket}/${key}: S3 answered without a body`);
    }
    yield* Body as unknown as AsyncIterable<Uint8Array>;
  }

  async put(key: string, body: Uint8Array): Promise<void> {
    await this.write(key, body, {});
  }

  async putIfAbsent(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.write(key, body, { IfNoneMatch: '*' });
        return true;
      } catch (error) {
        if (statusOf(error) === 412) {
          return false;
        }
        // Somebody else is writing or deleting the key at this moment; what was a stream is gone by now.
        const again = statusOf(error) === 409 && body instanceof Uint8Array && attempt < CONFLICT_ATTEMPTS;
        if (!again) {
          throw error;
        }
      }
    }
  }

  async delete(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  async *list(prefix: string): AsyncIterable<{ readonly key: string; readonly size: number }> {
    if (prefix === '') {
      throw new Error(`${this.bucket}: list a prefix; a bucket as a whole has no end`);
    }
    const input = { Bucket: this.bucket, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.client }, input)) {
      for (const { Key: key, Size: size = 0 } of Contents) {
        if (key !== undefined) {
          yield { key, size };
        }
      }
    }
  }

  /** In one request what fits one; anything larger, or of unknown length, in parts. */
  private async write(
    key: string,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    condition: { readonly IfNoneMatch?: '*' },
  ): Promise<void> {
    const target = { Bucket: this.bucket, Key: key };
    const parts = partsOf(body)[Symbol.asyncIterator]();
    const first = await parts.next();
    const start = first.done === true ? new Uint8Array(0) : first.value;
    if (start.length < PART_BYTES) {
      await this.client.send(new PutObjectCommand({ ...target, Body: start, ...condition }));
    } else {
      await putParts(this.client, target, start, parts, condition);
    }
  }
}
