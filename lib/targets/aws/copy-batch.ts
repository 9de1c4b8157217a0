import type { S3Client } from '@aws-sdk/client-s3';
import { copyLanded } from './copy-object';
import { parseLandingEvent } from './landing-event';

/** A message of SQS that tells of an object. */
export interface LandingMessage {
  readonly messageId: string;
  readonly body: string;
}

/** A message whose object was not copied, and why. */
export interface NotCopied {
  readonly messageId: string;
  readonly error: string;
}

/** Copies the object of each message to bucket `to`; answers with those that have to come again. Never throws. */
export async function copyBatch(
  s3: S3Client,
  messages: readonly LandingMessage[],
  to: string,
): Promise<readonly NotCopied[]> {
  const failed: NotCopied[] = [];
  for (const { messageId, body } of messages) {
    try {
      await copyLanded(s3, parseLandingEvent(body), to);
    } catch (error) {
      failed.push({ messageId, error: String(error) });
    }
  }
  return failed;
}
