import { S3Client } from '@aws-sdk/client-s3';
import { copyBatch, type LandingMessage } from '../../lib/targets/aws/copy-batch';
import { logger } from '../../lib/targets/aws/telemetry';

const s3 = new S3Client({});

/** Copies each object that landed to the raw store; those that failed come again, in the end to the dead letters. */
export async function handler(event: {
  readonly Records: readonly LandingMessage[];
}): Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }> {
  const failed = await copyBatch(s3, event.Records, process.env.RAW_BUCKET ?? '');
  for (const notCopied of failed) {
    logger.error('not copied', { ...notCopied });
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
