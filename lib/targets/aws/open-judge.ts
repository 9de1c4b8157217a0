import { S3Client } from '@aws-sdk/client-s3';
import type { AnalyticsContext } from '../../analytics/analytics-finding';
import { BASELINES } from '../../analytics/baselines';
import { type BaselineJudge, createJudge, readStates } from '../../analytics/judge';
import { S3BlobStore } from './blob-store';
import { clientOptions } from './client-options';
import { logger } from './telemetry';

/**
 * What judges events as they come, by the states that the batch left in the lake's bucket; once a start, since they
 * change once a day. Without them events are brought in and rules look at them all the same.
 */
export async function openJudge(
  { home, lake }: { readonly home: string; readonly lake: string },
  context: AnalyticsContext,
): Promise<BaselineJudge | undefined> {
  try {
    const store = new S3BlobStore(new S3Client(clientOptions(home)), lake);
    return createJudge(await readStates(store, BASELINES), context);
  } catch (error) {
    logger.warn('nothing is judged by baselines', { reason: String(error).slice(0, 300) });
    return undefined;
  }
}
