import { S3Client } from '@aws-sdk/client-s3';
import { reconcile } from '../../lib/ingest/reconcile';
import { parseReconcileSettings } from '../../lib/ingest/settings';
import { S3BlobStore } from '../../lib/targets/aws/blob-store';
import { clientOptions } from '../../lib/targets/aws/client-options';
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
  const { home, lake, queue, folders, raw } = parseReconcileSettings(process.env.SETTINGS);
  const post = signedPost('sqs', home);
  const context = {
    lake: new S3BlobStore(new S3Client(clientOptions(home)), lake),
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
