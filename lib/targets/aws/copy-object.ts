import { CopyObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** An object of a landing bucket. */
export interface Landed {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  /** Absent in a bucket without versions. */
  readonly versionId?: string;
}

/** `copied` now, or `there` already with the same length. */
export type CopyOutcome = 'copied' | 'there';

/**
 * Copies a landed object to bucket `to` under the same key, unless there is one: any number of attempts, at the same
 * time or later, make one object. It is locked and encrypted as `to` has it by default. At most 5 GB.
 * Throws when S3 refuses, and when what is there has another length: writers of logs do not write a key twice.
 */
export async function copyLanded(s3: S3Client, landed: Landed, to: string): Promise<CopyOutcome> {
  const { bucket, key, versionId } = landed;
  const version = versionId === undefined ? '' : `?versionId=${encodeURIComponent(versionId)}`;
  try {
    await s3.send(
      new CopyObjectCommand({
        Bucket: to,
        Key: key,
        CopySource: `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}${version}`,
        IfNoneMatch: '*',
        TaggingDirective: 'REPLACE',
      }),
    );
    return 'copied';
  } catch (error) {
    if (statusOf(error) !== 412) {
      throw error;
    }
  }
  await requireSame(s3, landed, to);
  return 'there';
}

/** Whether bucket `to` has an object under this key. */
export async function isThere(s3: S3Client, to: string, key: string): Promise<boolean> {
  return (await lengthOf(s3, to, key)) !== undefined;
}

async function requireSame(s3: S3Client, { bucket, key, size }: Landed, to: string): Promise<void> {
  const length = await lengthOf(s3, to, key);
  if (length !== size) {
    throw new Error(
      `${bucket}/${key} has ${size} bytes, the object of that key in ${to} has ${length ?? 'gone'}: compare the two, then delete neither before you know which one the service wrote`,
    );
  }
}

async function lengthOf(s3: S3Client, bucket: string, key: string): Promise<number | undefined> {
  try {
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return ContentLength ?? 0;
  } catch (error) {
    if (statusOf(error) === 404) {
      return undefined;
    }
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  const metadata =
    typeof error === 'object' && error !== null && '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode)
    : undefined;
}
