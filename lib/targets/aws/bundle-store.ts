import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { BundlePlace, Placed } from '../../rules/bundle-place';
import { statusOf } from './http-status';

/** A bucket of published bundles. What is created or replaced in it is so in one write, under a condition. */
export function s3BundlePlace(client: S3Client, bucket: string): BundlePlace {
  return {
    name: bucket,
    read: (key, most, known) => read(client, bucket, key, most, known),
    write: async (key, bytes, tag) => {
      const condition = tag === undefined ? { IfNoneMatch: '*' } : { IfMatch: tag };
      try {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ...condition }));
        return true;
      } catch (error) {
        // 404: what was to be replaced is gone. 409: somebody else is writing at this moment.
        if ([404, 409, 412].includes(statusOf(error) ?? 0)) {
          return false;
        }
        throw error;
      }
    },
  };
}

async function read(
  client: S3Client,
  bucket: string,
  key: string,
  most: number,
  known: string | undefined,
): Promise<Placed | 'unchanged' | undefined> {
  try {
    const { Body, ETag = '' } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, IfNoneMatch: known }),
    );
    const bytes = await atMost(most, Body as unknown as AsyncIterable<Uint8Array> | undefined);
    if (bytes === undefined) {
      throw new Error(`${bucket}/${key}: has more than ${most} bytes`);
    }
    return { bytes, tag: ETag };
  } catch (error) {
    switch (statusOf(error)) {
      case 304:
        return 'unchanged';
      case 404:
        return undefined;
      default:
        throw error;
    }
  }
}

/** The bytes of a body; undefined as soon as there are too many. */
async function atMost(
  most: number,
  body: AsyncIterable<Uint8Array> | undefined,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
