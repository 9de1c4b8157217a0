import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** Bytes of a part: S3 takes 10 000 parts of at least 5 MiB. */
export const PART_BYTES = 16 * 1024 * 1024;

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** Bytes in parts: each of `PART_BYTES`, but for the last, which is shorter, and may be empty. */
export async function* partsOf(body: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array && body.length < PART_BYTES) {
    yield body;
    return;
  }
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    let rest = chunk;
    while (bytes + rest.length >= PART_BYTES) {
      const taken = rest.subarray(0, PART_BYTES - bytes);
      yield held.length === 0 ? taken : Buffer.concat([...held, taken]);
      rest = rest.subarray(taken.length);
      [held, bytes] = [[], 0];
    }
    if (rest.length > 0) {
      held.push(rest);
      bytes += rest.length;
    }
  }
  yield Buffer.concat(held);
}

/**
 * Writes an object in parts, one after another: one part is in memory at a time. Nobody sees it before the last is
 * there; a try that fails is taken back, and what a killed one leaves the bucket's lifecycle removes.
 */
export async function putParts(
  client: S3Client,
  place: Place,
  start: Uint8Array,
  more: AsyncIterator<Uint8Array>,
  condition: { readonly IfNoneMatch?: '*' },
): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  try {
    const parts: CompletedPart[] = [];
    for (let next = start; ; ) {
      if (next.length > 0) {
        const PartNumber = parts.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({ ...place, UploadId, PartNumber, Body: next }),
        );
        parts.push({ ETag, PartNumber });
      }
      const following = await more.next();
      if (following.done === true) {
        break;
      }
      next = following.value;
    }
    await client.send(
      new CompleteMultipartUploadCommand({
        ...place,
        UploadId,
        MultipartUpload: { Parts: parts },
        ...condition,
      }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  }
}
