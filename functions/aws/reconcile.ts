import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { reconcile } from '../../lib/ingest/reconcile';
import { parseReconcileSettings } from '../../lib/ingest/settings';
import { clientOptions } from '../../lib/targets/aws/client-options';
import { openLake } from '../../lib/targets/aws/open-lake';
import { sendMessages } from '../../lib/targets/aws/queue';
import { rawListing } from '../../lib/targets/aws/raw-listing';
import { signedPost } from '../../lib/targets/aws/signed-post';
import { emit, logger } from '../../lib/targets/aws/telemetry';

interface ScheduledEvent {
  /** ISO 8601. */
  readonly time: string;
}

/** Tells the queue again of raw objects that nobody claimed; once an hour. */
export async function handler({ time }: ScheduledEvent): Promise<void> {
  const settings = parseReconcileSettings(process.env.SETTINGS);
  const { home, queue, folders, raw } = settings;
  const post = signedPost('sqs', home);
  const context = {
    lake: openLake(new S3Client(clientOptions(home)), new DynamoDBClient(clientOptions(home)), settings),
    clock: { nowMicros: () => Date.parse(time) * 1000 },
    enqueue: (bodies: readonly string[]) => sendMessages(post, queue, bodies),
  };
  for (const place of raw) {
    const s3 = new S3Client(clientOptions(place.region));
    const swept = await reconcile(rawListing(s3, place, folders), context);
    emit('ObjectsMissed', swept.missed);
    logger.info('reconciled', { bucket: place.bucket, ...swept });
  }
}
